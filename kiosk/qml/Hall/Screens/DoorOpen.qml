import QtQuick
import Hall.Ui

// The door is open: what to do there. It goes on by itself when the door is shut.
DoorSheet {
    id: root

    passive: true
    heading: t["pickup.is_open"].replace("{door}", pickup.name)
    lead: told && Theme.low ? "" : t["pickup.do_" + pickup.task]
    readonly property bool told: models.visit.problem.there

    actions: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "warn"
            what: root.models.visit.problem.what
            advice: root.models.visit.problem.advice
        }
    ]
}

import QtQuick
import Hall.Ui

// The door did not open, or nobody knows: one more try, then only staff can help.
DoorSheet {
    id: root

    heading: t["pickup.stuck"].replace("{door}", pickup.name)
    pictured: !(Theme.low && Theme.large)

    actions: [
        Notice {
            width: parent?.width ?? 0
            kind: "danger"
            what: root.models.visit.problem.what
            why: Theme.low ? "" : root.models.visit.problem.why
            advice: Theme.low && Theme.large ? "" : root.pickup.retry ? root.models.visit.problem.advice : root.t["pickup.stuck_staff"]
        },
        BigButton {
            width: parent?.width ?? 0
            visible: root.pickup.retry
            kind: "primary"
            text: root.t["common.retry"]
            iconName: "again"
            onClicked: root.models.visit.retry()
        },
        BigButton {
            width: parent?.width ?? 0
            visible: !root.pickup.retry || !(Theme.low && Theme.large)
            kind: root.pickup.retry ? "quiet" : "primary"
            text: root.t["pickup.staff"]
            iconName: "help"
            onClicked: root.models.visit.help(true)
        }
    ]
}

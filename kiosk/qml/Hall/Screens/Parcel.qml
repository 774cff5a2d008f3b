import QtQuick
import Hall.Ui

// What it is and behind which door; nothing opens before it is wanted. What lay there too long only staff hand out.
DoorSheet {
    id: root

    heading: pickup.title
    lead: Theme.low && Theme.large ? "" : pickup.task === "take" ? pickup.until : t["pickup.task_" + pickup.task]
    pictured: !pickup.late
    placed: !pickup.late

    actions: [
        Notice {
            width: parent?.width ?? 0
            visible: root.pickup.late
            kind: "warn"
            what: root.t["pickup.late"]
            advice: Theme.low && Theme.large ? "" : root.t["pickup.late_advice"]
        },
        BigButton {
            width: parent?.width ?? 0
            visible: root.pickup.late
            kind: "secondary"
            text: root.t["pickup.staff"]
            iconName: "help"
            onClicked: root.models.visit.help(true)
        },
        BigButton {
            width: parent?.width ?? 0
            visible: !root.pickup.late
            kind: "primary"
            text: root.t["pickup.open"].replace("{n}", root.pickup.door)
            iconName: "locker"
            onClicked: root.models.visit.proceed()
        }
    ]
}

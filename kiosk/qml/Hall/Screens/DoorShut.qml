import QtQuick
import Hall.Ui

// The door is shut. Without a switch behind it only whoever stands here knows what became of the thing.
DoorSheet {
    id: root

    heading: t[(pickup.left ? "pickup.left_" : "pickup.asks_") + pickup.task]
    lead: models.visit.problem.there || Theme.low && Theme.large ? "" : t["pickup.shut_lead"].replace("{door}", pickup.name)
    pictured: wide || !Theme.low
    placed: !Theme.low

    actions: [
        Notice {
            width: parent?.width ?? 0
            visible: root.models.visit.problem.there
            kind: "danger"
            what: root.models.visit.problem.what
            advice: Theme.low && Theme.large ? "" : root.models.visit.problem.advice
        },
        BigButton {
            width: parent?.width ?? 0
            visible: !root.pickup.left
            kind: "primary"
            text: root.t["pickup.yes_" + root.pickup.task]
            iconName: "check"
            onClicked: root.models.pickup.got(true)
        },
        BigButton {
            width: parent?.width ?? 0
            kind: root.pickup.left ? "primary" : "secondary"
            text: root.t["pickup.again"].replace("{n}", root.pickup.door)
            iconName: "locker"
            onClicked: root.models.pickup.got(false)
        },
        BigButton {
            width: parent?.width ?? 0
            visible: !(Theme.low && root.models.visit.problem.there)
            kind: "quiet"
            text: root.t["pickup.leave_" + root.pickup.task]
            iconName: "home"
            onClicked: root.models.visit.skip()
        }
    ]
}

import QtQuick
import Hall.Ui

// Thanks; what else lies here; and what not to forget.
Sheet {
    id: root

    readonly property var pickup: models.pickup

    passive: true
    heading: t["pickup.done_" + pickup.task]
    lead: pickup.title

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.pickup.more
            kind: "secondary"
            text: root.t["pickup.more"]
            iconName: "locker"
            onClicked: root.models.visit.proceed()
        },
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["common.done"]
            iconName: "check"
            onClicked: root.models.visit.finish()
        },
        Label {
            width: parent?.width ?? 0
            horizontalAlignment: Text.AlignHCenter
            text: root.t["ticket.leaves"].replace("{n}", root.models.visit.seconds)
            color: Theme.softInk
            lineHeight: 1.1
        }
    ]

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.mm(Theme.low ? 4 : 10)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "check"
            color: Theme.good
            size: Theme.mm(Theme.low ? 30 : 56)
        }

        Notice {
            width: parent.width
            kind: "good"
            what: root.t["pickup.noted_" + root.pickup.task]
            advice: root.models.visit.reminder
        }
    }
}

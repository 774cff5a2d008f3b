import QtQuick
import Hall.Ui

// The number, where to wait, what to take along.
Sheet {
    id: root

    heading: t["ticket.title"]
    lead: models.order.service

    actions: [
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
        spacing: Theme.gap

        NumberCard {
            width: parent.width
            number: root.models.order.number
            below: root.models.order.ahead
        }

        Notice {
            width: parent.width
            visible: root.models.order.offline !== ""
            kind: "warn"
            what: root.models.order.offline
        }

        Label {
            width: parent.width
            visible: text !== ""
            font.weight: Font.Medium
            text: root.models.order.where
            font.pixelSize: Theme.action
            lineHeight: 1.2
        }

        Notice {
            width: parent.width
            kind: "good"
            what: root.models.order.reminder
        }
    }
}

import QtQuick
import Hall.Ui

// The number, where to wait, what to take along.
Sheet {
    id: root

    passive: true
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
            above: root.models.order.mark
            number: root.models.order.number
            air: Theme.mm(Theme.low && Theme.largest ? 2 : Theme.low || Theme.largest ? 6 : 20)
            most: Theme.low && Theme.largest && root.models.order.remark !== "" ? Theme.capital(9) : Theme.number
            below: root.models.order.ahead
        }

        Notice {
            width: parent.width
            visible: root.models.order.offline !== ""
            kind: "warn"
            what: root.models.order.offline
        }

        Notice {
            width: parent.width
            visible: root.models.order.remark !== ""
            what: root.models.order.remark
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

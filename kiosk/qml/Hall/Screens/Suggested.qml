import QtQuick
import Hall.Ui

// The ledger number and by when the answer comes.
Sheet {
    id: root

    readonly property bool offline: models.order.offline !== ""

    heading: offline ? t["suggest.done_offline"] : t["suggest.done_title"]
    lead: models.suggestion.kind

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["common.done"]
            iconName: "check"
            onClicked: root.models.visit.finish()
        },
        StayKey {
            width: parent?.width ?? 0
            models: root.models
        }
    ]

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.low ? Theme.mm(2) : Theme.gap

        NumberCard {
            width: parent.width
            above: root.t["suggest.number"]
            number: root.models.order.number
            below: root.models.suggestion.due
            air: Theme.mm(Theme.low ? 3 : Theme.largest ? 5 : 14)
            most: Theme.capital(Theme.low ? 9 : 16)
        }

        Label {
            width: parent.width
            text: root.offline && Theme.low ? root.models.order.offline : root.models.suggestion.promise
            font.pixelSize: Theme.action
            lineHeight: 1.2
        }

        Label {
            width: parent.width
            visible: root.offline && !Theme.low
            text: root.models.order.offline
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

import QtQuick
import Hall.Ui

// The case number, to read and to scan; what happens next.
Sheet {
    id: root

    heading: models.order.offline === "" ? t["receipt.title"] : t["receipt.title_offline"]
    lead: models.answers.item

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
            above: root.t["receipt.number"]
            number: root.models.order.number
            most: Theme.capital(Theme.low ? 9 : 16)
        }

        Row {
            width: parent.width
            spacing: Theme.mm(6)

            Rectangle {
                id: frame
                width: Theme.mm(Theme.low ? 36 : 56)
                height: width
                color: "white"

                Image {
                    anchors.fill: parent
                    source: root.models.order.qr
                    smooth: false
                    cache: false
                    fillMode: Image.PreserveAspectFit
                    Accessible.role: Accessible.Graphic
                    Accessible.name: root.t["receipt.scan"]
                }
            }

            Column {
                width: parent.width - frame.width - parent.spacing
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.mm(1)

                Label {
                    width: parent.width
                    visible: text !== ""
                    text: root.models.order.offline
                    font.pixelSize: Theme.action
                    font.weight: Font.Medium
                    lineHeight: 1.2
                }

                Label {
                    width: parent.width
                    visible: root.models.order.offline === "" || !Theme.low
                    text: root.t["receipt.scan"]
                    font.pixelSize: Theme.action
                    lineHeight: 1.2
                }

                Label {
                    width: parent.width
                    visible: root.models.order.offline === "" || !Theme.low
                    text: root.models.answers.promise
                    font.pixelSize: Theme.action
                    lineHeight: 1.2
                }
            }
        }

        Notice {
            width: parent.width
            kind: "good"
            what: root.models.order.reminder
        }
    }
}

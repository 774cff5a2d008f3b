import QtQuick
import Hall.Ui

// The case number, to read and to scan; what happens next.
Sheet {
    id: root

    readonly property real room: work.parent.height
    readonly property bool owes: models.order.bring !== ""
    // Large type with something to bring: the heading says where the application is, and what to take stands beside the code.
    readonly property bool tight: owes && cramped
    readonly property bool cramped: wide ? Theme.large : Theme.largest
    // The picture tells by its name what it is for; the query code beside it has to be read.
    readonly property bool more: !tight && !(wide && cramped)
        && (models.order.offline === "" || !Theme.low && !cramped && !(owes && Theme.large))

    passive: true
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
        StayKey {
            width: parent?.width ?? 0
            models: root.models
        }
    ]

    Column {
        id: work
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.gap

        NumberCard {
            id: card
            width: parent.width
            air: Theme.mm(Theme.low || root.tight ? 3 : Theme.largest ? 5 : 14)
            above: root.wide && root.tight ? "" : root.t["receipt.number"]
            number: root.models.order.number
            most: Theme.capital(Theme.low ? 9 : 16)
        }

        Row {
            width: parent.width
            spacing: Theme.mm(6)

            Rectangle {
                id: frame
                // A telephone at arm's length wants a tenth of the distance; what is left of the height is the code's.
                width: Math.max(Theme.mm(Theme.low || root.cramped ? 36 : 50), Math.min(Theme.mm(90), parent.width * 0.48,
                                root.room - card.height - take.height - 2 * Theme.gap))
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

                CodeWords {
                    width: parent.width
                    title: root.t["receipt.code"]
                    code: root.models.order.query
                    align: Text.AlignLeft
                    flat: root.wide && root.tight
                }

                Label {
                    width: parent.width
                    visible: text !== ""
                    text: root.tight ? root.models.order.reminder : root.models.order.offline
                    font.pixelSize: Theme.action
                    font.weight: Font.Medium
                    lineHeight: 1.2
                }

                Label {
                    width: parent.width
                    visible: root.more
                    text: root.t["receipt.scan"]
                    font.pixelSize: Theme.action
                    lineHeight: 1.2
                }

                Label {
                    width: parent.width
                    visible: root.more
                    text: root.models.answers.promise
                    font.pixelSize: Theme.action
                    lineHeight: 1.2
                }
            }
        }

        Notice {
            id: take
            width: parent.width
            kind: root.owes ? "info" : "good"
            what: root.owes ? root.models.order.bring : root.models.order.reminder
            advice: root.owes && !root.tight ? root.models.order.reminder : ""
        }
    }
}

import QtQuick
import Hall.Ui

// A card may still lie on the reader: before the next citizen comes, somebody is told. Nothing personal.
Sheet {
    id: root

    passive: true
    heading: t["take_card.title"]
    lead: t["take_card.lead"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["take_card.taken"]
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

    Reader {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        cardText: root.t["identify.slot_card"]
        unit: Theme.low ? 1 : root.wide ? 1.4 : 1.9
    }
}

import QtQuick
import Hall.Ui

// Something is being made; once the number holds it is shown at once.
Sheet {
    id: root

    readonly property bool numbered: models.order.number !== ""

    passive: true
    heading: models.order.doing
    lead: t["working.lead"]

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.mm(10)

        NumberCard {
            width: parent.width
            visible: root.numbered
            number: root.models.order.number
            above: root.models.order.safe
            below: root.models.order.ahead
        }

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: !root.numbered
            name: root.models.order.ticket ? "ticket" : "form"
            size: Theme.mm(Theme.low ? 40 : 60)
        }

        Dots {
            anchors.horizontalCenter: parent.horizontalCenter
        }
    }
}

import QtQuick
import Hall.Ui

// A number to call with one's own phone.
Sheet {
    id: root

    heading: models.tiles.name
    lead: t["tile.phone_lead"]
    passive: true

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.mm(8)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "phone"
            size: Theme.mm(Theme.low ? 24 : 40)
        }

        Label {
            width: parent.width
            text: root.models.tiles.phone
            color: Theme.strong
            font.pixelSize: Theme.capital(Theme.low ? 12 : 16)
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            Accessible.name: root.t["tile.phone_words"].replace("{name}", root.models.tiles.name) + " " + text
        }
    }
}

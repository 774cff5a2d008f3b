import QtQuick
import Hall.Ui

// Whom to ask, and where one stands.
Sheet {
    id: root

    heading: t["help.title"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["help.close"]
            iconName: "back"
            onClicked: root.models.visit.help(false)
        }
    ]

    Column {
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.mm(Theme.low ? 4 : 8)

        Label {
            width: parent.width
            text: root.t["help.counter"]
            font.pixelSize: Theme.action
            lineHeight: 1.2
        }

        Fact {
            width: parent.width
            label: root.t["help.call"]
            value: root.models.hall.phone
        }

        Label {
            width: parent.width
            text: root.t["help.where"].replace("{place}", root.models.hall.place)
            font.pixelSize: Theme.action
            lineHeight: 1.2
        }

        Label {
            width: parent.width
            text: root.t["help.complaint"]
            font.pixelSize: Theme.action
            color: Theme.softInk
            lineHeight: 1.2
        }
    }
}

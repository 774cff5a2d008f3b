import QtQuick
import Hall.Ui

// Have staff come, or know whom to ask and where one stands.
Sheet {
    id: root

    readonly property bool called: models.assist.stands !== ""
    readonly property bool tight: Theme.low && (called || Theme.large)

    passive: true
    heading: t["help.title"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.models.assist.again
            kind: "primary"
            text: root.called ? root.t["assist.call_again"] : root.t["assist.call"]
            iconName: "person"
            onClicked: root.models.assist.call()
        },
        BigButton {
            width: parent?.width ?? 0
            visible: root.called && !root.models.assist.again && !root.models.assist.assisted
            text: root.t["assist.off"]
            iconName: "delete"
            onClicked: root.models.assist.off()
        },
        BigButton {
            width: parent?.width ?? 0
            visible: !root.models.assist.assisted
            kind: "quiet"
            text: root.t["assist.staff"]
            iconName: "card"
            onClicked: root.models.assist.staff()
        },
        BigButton {
            width: parent?.width ?? 0
            kind: "quiet"
            text: root.t["help.close"]
            iconName: "back"
            onClicked: root.models.visit.help(false)
        }
    ]

    Column {
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.mm(Theme.low ? (Theme.largest ? 1 : 4) : 8)

        Notice {
            width: parent.width
            visible: root.called
            kind: root.models.assist.kind
            what: root.models.assist.what
            advice: root.models.assist.advice
        }

        Label {
            width: parent.width
            visible: !root.called
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
            visible: !root.tight
            text: root.t["help.where"].replace("{place}", root.models.hall.place)
            font.pixelSize: Theme.action
            lineHeight: 1.2
        }

        Label {
            width: parent.width
            visible: !root.tight && !(root.called && Theme.large)
            text: root.t["help.complaint"]
            font.pixelSize: Theme.action
            color: Theme.softInk
            lineHeight: 1.2
        }
    }
}

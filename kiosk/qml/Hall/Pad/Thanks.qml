import QtQuick
import Hall.Ui

// Thanks, the same for every face.
Item {
    id: root

    required property PadModels models
    readonly property var t: models.texts.t
    property string words: t["evaluate.thanks"]
    property string more: t["pad.kept"]

    Accessible.role: Accessible.Pane
    Accessible.name: thanks.text

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.mm(5)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "check"
            color: Theme.strong
            size: Theme.mm(30)
        }

        Label {
            id: thanks
            width: parent.width
            text: root.words
            color: Theme.strong
            font.pixelSize: Theme.choice
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.2
        }

        Label {
            width: parent.width
            text: root.more
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.2
        }
    }
}

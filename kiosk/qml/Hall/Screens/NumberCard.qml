import QtQuick
import Hall.Ui

// The number, as large as it gets.
Rectangle {
    id: root

    property string number: ""
    property string above: ""
    property string below: ""
    property string code: ""
    property string codeName: ""
    property real most: Theme.number
    property real air: Theme.mm(Theme.low ? 6 : 20)

    implicitHeight: words.height + air
    radius: Theme.mm(5)
    color: Theme.card
    border.width: Theme.mm(0.8)
    border.color: Theme.strong

    Column {
        id: words
        x: Theme.mm(5)
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * x
        spacing: Theme.mm(1)

        Label {
            width: parent.width
            visible: text !== ""
            text: root.above
            horizontalAlignment: Text.AlignHCenter
            color: Theme.softInk
            lineHeight: 1.15
        }

        Label {
            width: parent.width
            text: root.number
            horizontalAlignment: Text.AlignHCenter
            color: Theme.strong
            font.pixelSize: Math.max(Theme.textXL, Math.min(root.most, width / Math.max(4, text.length) * 1.45))
            font.weight: Font.Bold
            lineHeight: 1.05
        }

        CodeWords {
            anchors.horizontalCenter: parent.horizontalCenter
            width: parent.width
            visible: root.code !== ""
            title: root.codeName
            code: root.code
            flat: Theme.low || Theme.large
            most: flat ? Theme.title : Theme.heading
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.below
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.title
            font.weight: Font.Medium
            lineHeight: 1.2
        }
    }
}

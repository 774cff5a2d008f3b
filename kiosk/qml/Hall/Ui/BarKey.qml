import QtQuick
import QtQuick.Templates as T

// A key of the bar at the foot of every page: icon above, words below.
T.AbstractButton {
    id: root

    required property string iconName

    implicitWidth: Theme.mm(46)
    implicitHeight: Math.max(Theme.mm(14), words.implicitHeight + Theme.mm(Theme.low ? 4 : 16))
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.tintPressed : Theme.card
        border.width: root.visualFocus ? Theme.mm(1) : Theme.stroke
        border.color: root.visualFocus ? Theme.ink : Theme.line
    }

    contentItem: Item {
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.mm(3)
            visible: !Theme.low
            name: root.iconName
            size: Theme.mm(9)
        }

        Text {
            id: words
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.low ? (parent.height - implicitHeight) / 2 : Theme.mm(2)
            width: root.width - Theme.mm(2)
            text: root.text
            color: Theme.strong
            font.family: Theme.family
            font.pixelSize: Theme.body
            lineHeight: 0.95
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}

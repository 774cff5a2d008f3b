import QtQuick
import QtQuick.Templates as T
import Hall.Ui

// One key: a sign or an icon. `strong`: does something else than write. `spoken`: its name, where it is not its text.
T.AbstractButton {
    id: root

    property string iconName: ""
    property string spoken: text
    property bool strong: false
    property bool on: false
    property int textSize: Math.min(Math.max(Theme.body, Theme.textL), height * 0.68, text.length > 1 ? width / text.length * 1.5 : height)
    readonly property color front: on ? Theme.lightInk : Theme.strong
    readonly property real needed: words.implicitWidth + Theme.mm(6)

    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: spoken

    background: Rectangle {
        radius: Theme.mm(2.5)
        color: root.on ? Theme.strong : root.down ? Theme.tintPressed : root.strong ? Theme.tint : Theme.card
        border.width: root.down ? Theme.mm(1) : Theme.stroke
        border.color: Theme.line

        Ring {
            radius: Theme.mm(4)
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            visible: root.iconName !== ""
            name: root.iconName
            color: root.front
            size: Math.min(root.textSize * 1.3, root.height * 0.7)
        }

        Text {
            id: words
            anchors.centerIn: parent
            visible: root.iconName === ""
            text: root.text
            color: root.front
            font.family: Theme.family
            font.pixelSize: root.textSize
            lineHeightMode: Text.FixedHeight
            lineHeight: Math.ceil(root.textSize * 1.2)
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}

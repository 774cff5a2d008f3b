import QtQuick
import QtQuick.Templates as T
import Hall.Ui

// A button for a mouse or the keyboard on a desk. `on`: it is the present state of affairs; `alarm`: look here.
T.AbstractButton {
    id: root

    property bool on: false
    property bool alarm: false
    readonly property color front: on && enabled ? Theme.lightInk : alarm ? Theme.warn : enabled ? Theme.strong : Theme.softInk
    readonly property color back: !enabled ? Theme.off
        : on ? (down ? Theme.strongPressed : Theme.strong)
        : alarm ? Theme.warnPaper
        : down ? Theme.tintPressed : hovered ? Theme.tint : Theme.card

    implicitWidth: words.implicitWidth + Theme.mm(9)
    implicitHeight: Math.max(Theme.mm(17), words.contentHeight + Theme.mm(5))
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.mm(3)
        color: root.back
        border.width: root.visualFocus ? Theme.mm(1.2) : root.on || !root.enabled ? 0 : Theme.stroke
        border.color: root.visualFocus ? Theme.ink : root.alarm ? Theme.warn : Theme.line
    }

    contentItem: Item {
        Text {
            id: words
            anchors.centerIn: parent
            width: Math.min(implicitWidth, root.width - Theme.mm(5))
            text: root.text
            color: root.front
            font.family: Theme.family
            font.pixelSize: Theme.body
            font.weight: root.on || root.alarm ? Font.Medium : Font.Normal
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}

import QtQuick

// What a reader is doing: sign, words, by colour, sign and words alike.
Rectangle {
    id: root

    property string words: ""
    property string reading: "waiting"
    readonly property bool done: reading === "done"
    readonly property bool busy: reading === "busy"

    implicitHeight: text.implicitHeight + Theme.mm(8)
    radius: Theme.radius
    color: done ? Theme.goodPaper : busy ? Theme.strong : Theme.tint
    border.width: Theme.plain ? Theme.stroke : 0
    border.color: Theme.line

    Row {
        anchors.centerIn: parent
        spacing: Theme.mm(4)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.done ? "check" : root.busy ? "clock" : "down"
            size: Theme.title
            color: text.color
        }

        Label {
            id: text
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, root.width - Theme.title - Theme.mm(12))
            text: root.words
            color: root.done ? Theme.good : root.busy ? Theme.lightInk : Theme.strong
            font.pixelSize: Theme.title
            font.weight: Font.Medium
            lineHeight: 1.2
        }
    }
}

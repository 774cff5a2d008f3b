pragma ComponentBehavior: Bound
import QtQuick

// A list to read, a screenful at a time; with `boxes` each line has one to tick, or its own of `icons`.
// What stands below a line's first is smaller.
Paged {
    id: root

    property var lines: []
    property bool boxes: true
    property var icons: []
    // Somebody's own paper: it is spoken into a headset alone.
    property bool hushed: false

    model: lines
    onLinesChanged: restart()

    delegate: Row {
        id: line
        required property int index
        required property string modelData
        readonly property var parts: modelData.split("\n")
        readonly property string iconName: root.icons[index] ?? ""
        visible: root.shows(index)
        spacing: Theme.mm(4)
        // What goes on stands close below what it belongs to.
        topPadding: parts[0] === "" && index !== root.first ? -root.gap : 0

        Item {
            y: Math.round((words.height / Math.max(1, words.lineCount) - height) / 2)
            visible: root.boxes && line.parts[0] !== ""
            width: Theme.mm(root.icons.length > 0 ? 10 : 6)
            height: width

            Rectangle {
                anchors.fill: parent
                visible: root.icons.length === 0
                radius: Theme.mm(1)
                color: Theme.card
                border.width: Theme.stroke
                border.color: Theme.strong
                Accessible.ignored: true
            }

            Icon {
                visible: line.iconName !== ""
                name: line.iconName
                size: parent.width
            }
        }

        Column {
            readonly property real indent: !root.boxes ? 0 : Theme.mm(root.icons.length > 0 ? 14 : 10)
            leftPadding: line.parts[0] === "" ? indent : 0

            Label {
                id: words
                readonly property bool hushed: root.hushed
                width: root.width - parent.indent
                visible: text !== ""
                text: line.parts[0]
                font.pixelSize: Theme.action
                font.weight: line.parts.length > 1 ? Font.Medium : Font.Normal
                lineHeight: 1.25
            }

            Label {
                width: words.width
                readonly property bool hushed: root.hushed
                visible: text !== ""
                text: line.parts.slice(1).join("\n")
                color: Theme.softInk
                lineHeight: 1.25
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// What there is to do now, then what happened, the latest first: as much as there is room for, the rest a screenful further.
Item {
    id: root

    property var now: []
    property var steps: []
    readonly property var all: [...now, ...steps]
    property string moreText: ""
    property string lessText: ""
    property int first: 0
    property var starts: []
    onAllChanged: { first = 0; starts = [] }

    readonly property var heights: {
        let found = []
        for (let at = 0; at < repeater.count; at++)
            found.push((repeater.itemAt(at)?.implicitHeight ?? 0) + lines.spacing)
        return found
    }
    readonly property bool paged: heights.reduce((sum, each) => sum + each, 0) - lines.spacing > height
    readonly property int after: {
        let room = height - (paged ? pager.height : 0), at = first
        for (; at < heights.length && (room >= heights[at] || at === first); at++)
            room -= heights[at]
        return at
    }

    Column {
        id: lines
        width: parent.width
        spacing: Theme.mm(4)

        Repeater {
            id: repeater
            model: root.all

            Row {
                id: line
                required property int index
                required property string modelData
                readonly property bool urgent: index < root.now.length
                visible: index >= root.first && index < root.after
                spacing: Theme.mm(4)

                Rectangle {
                    y: Math.round((words.height / Math.max(1, words.lineCount) - height) / 2)
                    width: Theme.mm(4)
                    height: width
                    radius: line.urgent ? 0 : width / 2
                    color: line.urgent ? Theme.strong : Theme.card
                    border.width: Theme.stroke
                    border.color: Theme.strong
                    Accessible.ignored: true
                }

                Label {
                    id: words
                    width: root.width - Theme.mm(8)
                    text: line.modelData
                    font.pixelSize: line.urgent ? Theme.action : Theme.body
                    font.weight: line.urgent ? Font.Medium : Font.Normal
                    lineHeight: 1.2
                }
            }
        }
    }

    Row {
        id: pager
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        height: Theme.target
        spacing: Theme.gap
        visible: root.paged

        BigButton {
            height: parent.height
            visible: root.first > 0
            text: root.lessText
            iconName: "up"
            onClicked: {
                root.first = root.starts[root.starts.length - 1] ?? 0
                root.starts = root.starts.slice(0, -1)
            }
        }

        BigButton {
            height: parent.height
            visible: root.after < root.all.length
            text: root.moreText
            iconName: "down"
            onClicked: {
                root.starts = [...root.starts, root.first]
                root.first = root.after
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick

// Things of any height below each other, a screenful at a time. The delegate shows itself when `shows(index)` says so.
Item {
    id: root

    property alias model: repeater.model
    property alias delegate: repeater.delegate
    property real gap: Theme.gap
    property string moreText: ""
    property string lessText: ""
    property int first: 0
    property var starts: []
    readonly property var heights: {
        let found = []
        for (let at = 0; at < repeater.count; at++)
            found.push((repeater.itemAt(at)?.implicitHeight ?? 0) + gap)
        return found
    }
    readonly property real total: heights.reduce((sum, each) => sum + each, 0) - gap
    readonly property bool paged: total > height
    readonly property int after: {
        let room = height + gap - (paged ? pager.height + Theme.gap : 0), at = first
        for (; at < heights.length && (room >= heights[at] || at === first); at++)
            room -= heights[at]
        return at
    }

    function shows(at: int): bool {
        return at >= first && at < after
    }

    function restart() {
        first = 0
        starts = []
    }

    Column {
        width: parent.width
        spacing: root.gap

        Repeater { id: repeater }
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
            visible: root.after < root.heights.length
            text: root.moreText
            iconName: "down"
            onClicked: {
                root.starts = [...root.starts, root.first]
                root.first = root.after
            }
        }
    }
}

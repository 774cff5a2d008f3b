pragma ComponentBehavior: Bound
import QtQuick

// Choices in rows of one height, a screenful at a time: no scrolling, no gesture.
Item {
    id: root

    property alias model: repeater.model
    property int columns: 1
    property string iconName: ""
    property var icons: ({})
    property bool iconOfKey: false
    property string strongKey: ""
    property var strongKeys: []
    property string moreText: ""
    property string lessText: ""
    property int screenful: 0
    property bool compact: false
    property bool brief: false
    property int made: 0
    signal chosen(string key)

    readonly property real wordiest: {
        let height = root.made * 0 // other rows in the place of as many are new ones too
        for (let at = 0; at < repeater.count; at++)
            height = Math.max(height, (repeater.itemAt(at) as Tile)?.wordsHeight ?? 0)
        return height
    }
    // Rather less room around the words than one more screenful.
    readonly property real air: Theme.mm(compact ? 5 : fits(9) ? 9 : fits(7) ? 7 : fits(5) || columns > 1 ? 5 : 7)
    readonly property real tallest: Math.max(wordiest + air, Theme.mm(compact ? 20 : 26))
    readonly property real even: (height - (wanted - 1) * Theme.gap) / Math.max(1, wanted)
    readonly property real rowHeight: paged ? tallest : Math.max(tallest, Math.min(even, Theme.mm(56)))
    readonly property real tileWidth: (width - (columns - 1) * Theme.gap) / columns
    readonly property int wanted: Math.ceil(repeater.count / columns)
    readonly property bool paged: wanted * (tallest + Theme.gap) - Theme.gap > height
    readonly property int rows: paged
        ? Math.max(1, Math.floor((height - pager.height) / (tallest + Theme.gap))) : wanted
    readonly property int perScreen: Math.max(1, rows * columns)
    readonly property int screens: Math.ceil(repeater.count / perScreen)
    onScreensChanged: screenful = 0

    function fits(air: real): bool {
        return wanted * (wordiest + Theme.mm(air) + Theme.gap) - Theme.gap <= height
    }

    Repeater {
        id: repeater
        onItemAdded: root.made += 1

        Tile {
            required property int index
            required property string key
            required property string name
            required note
            required badge
            required reason
            readonly property int place: index % root.perScreen

            x: (place % root.columns) * (root.tileWidth + Theme.gap)
            y: Math.floor(place / root.columns) * (root.rowHeight + Theme.gap)
            width: root.tileWidth
            height: root.rowHeight
            compact: root.compact
            brief: root.brief
            air: root.air
            textSize: root.compact ? Theme.title : Theme.choice
            noteSize: root.compact || root.columns > 1 && Theme.large ? Theme.body : Theme.action
            iconSize: Theme.sign
            visible: Math.floor(index / root.perScreen) === root.screenful
            enabled: reason === ""
            text: name
            iconName: root.iconOfKey ? key : root.icons[key] ?? root.iconName
            strong: key === root.strongKey || root.strongKeys.includes(key)
            onClicked: root.chosen(key)
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
            visible: root.screenful > 0
            text: root.lessText
            iconName: "up"
            onClicked: root.screenful -= 1
        }

        BigButton {
            height: parent.height
            visible: root.screenful < root.screens - 1
            text: root.moreText
            iconName: "down"
            onClicked: root.screenful += 1
        }
    }
}

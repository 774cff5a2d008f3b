import QtQuick

// One thing per page. Upright screens: words above, then the work, what to touch below, within reach.
// Wide screens: words on the left with the actions below them, the work on the right.
Item {
    id: root

    property string heading: ""
    property string lead: ""
    property real wordsShare: 0.36
    property real reach: 0
    // Nothing to touch in the work: low reach leaves it where it is.
    property bool passive: false
    // The heading tells what somebody answered: it is spoken into a headset alone.
    property bool hushed: false
    property bool wide: width > height
    property int headingSize: wide ? Theme.title : Theme.heading
    property alias aside: asideSlot.data
    property alias actions: actionSlot.data
    default property alias work: workSlot.data
    readonly property real edge: Theme.mm(wide || Theme.low ? 6 : 14)

    Accessible.role: Accessible.Pane
    Accessible.name: heading

    Column {
        id: words
        x: Theme.margin
        y: root.edge
        width: root.wide ? (root.width - 3 * Theme.margin) * root.wordsShare : root.width - 2 * Theme.margin
        spacing: Theme.mm(3)

        Label {
            width: parent.width
            readonly property bool hushed: root.hushed
            text: root.heading
            color: Theme.strong
            font.pixelSize: root.headingSize
            font.weight: Font.Bold
            lineHeight: 1.2
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.lead
            font.pixelSize: root.wide ? Theme.body : Theme.action
            color: Theme.softInk
        }

        Column {
            id: asideSlot
            width: parent.width
            spacing: Theme.mm(3)
        }
    }

    Item {
        id: workSlot
        x: root.wide ? words.x + words.width + Theme.margin : Theme.margin
        y: root.wide ? root.edge
            : Math.max(words.y + words.height + Theme.mm(Theme.low ? 4 : 8), root.height * root.reach, root.passive ? 0 : Theme.reachTop)
        width: root.width - x - Theme.margin
        height: (root.wide || actionSlot.height === 0 ? root.height - Theme.mm(5) : actionSlot.y - Theme.gap) - y
    }

    Column {
        id: actionSlot
        x: Theme.margin
        y: root.height - height - Theme.mm(5)
        width: words.width
        spacing: Theme.gap
    }
}

import QtQuick
import Hall.Keyboard
import Hall.Kiosk
import Hall.Ui

// Somebody else's page in a frame of ours: the picture takes fingers, the keys below it reach everything without one.
Item {
    id: root

    required property TilesModel tiles
    required property KeyboardModel keyboard
    required property var t
    property string leaveText: t["tile.leave"]
    // Of the keys below the page: how many to a row, and how large their words are.
    property int most: Theme.large && width < Theme.mm(300) ? 3 : 4
    property int type: Theme.body
    signal finished
    readonly property bool wide: width > height
    readonly property bool asked: tiles.asks !== ""
    // A wide screen has no height to spare: the keyboard stands beside the page.
    readonly property bool beside: wide && board.visible
    readonly property real column: beside ? (width - 3 * Theme.margin) * 0.36 : width - 2 * Theme.margin
    property bool typing: false
    // While it waits for an answer it hears of nothing else.
    onAskedChanged: settle.restart()

    Accessible.role: Accessible.Pane
    Accessible.name: tiles.name

    Label {
        id: heading
        x: Theme.margin
        y: Theme.mm(Theme.low ? 2 : 4)
        width: root.column
        visible: !root.beside
        readonly property bool personal: root.tiles.at !== ""
        readonly property bool live: true
        text: root.tiles.refused ? root.t["tile.refused"]
            : personal ? root.t["tile.at"].replace("{name}", root.tiles.at)
            : root.t["tile.theirs"].replace("{name}", root.tiles.name)
        color: root.tiles.refused ? Theme.strong : Theme.softInk
        font.weight: root.tiles.refused ? Font.Bold : Font.Normal
        lineHeight: 1.15
    }

    Rectangle {
        id: frame
        x: Theme.margin
        y: heading.visible ? heading.y + heading.height + Theme.mm(2) : Theme.mm(4)
        width: root.column
        height: (board.visible && !root.beside ? board.y : keys.y) - Theme.gap - y
        color: Theme.card
        border.width: Theme.stroke
        border.color: Theme.line
        onWidthChanged: settle.restart()
        onHeightChanged: settle.restart()

        // Only when the layout is at rest: each new room makes the page lay itself out anew.
        Timer {
            id: settle
            interval: 150
            onTriggered: if (!root.asked) root.tiles.fit(frame.width, frame.height)
        }

        Label {
            anchors.centerIn: parent
            visible: !root.tiles.there && !root.asked
            text: root.t["tile.opening"]
            font.pixelSize: Theme.title
        }

        Image {
            anchors.fill: parent
            visible: !root.asked
            source: root.tiles.picture
            cache: false
            fillMode: Image.Stretch
            Accessible.role: Accessible.Graphic
            Accessible.name: root.t["tile.page"].replace("{name}", root.tiles.name)

            MouseArea {
                anchors.fill: parent
                onPressed: mouse => root.tiles.point("down", mouse.x, mouse.y)
                onPositionChanged: mouse => root.tiles.point("move", mouse.x, mouse.y)
                onReleased: mouse => root.tiles.point("up", mouse.x, mouse.y)
                onCanceled: root.tiles.point("up", 0, 0)
            }
        }

        Notice {
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.gap
            width: parent.width - 2 * x
            visible: root.asked
            what: root.t["tile.asks"]
            why: root.tiles.asks
        }
    }

    Keyboard {
        id: board
        x: root.beside ? root.column + 2 * Theme.margin : Theme.margin
        y: root.beside ? Theme.mm(4) : keys.y - Theme.gap - height
        width: root.width - x - Theme.margin
        height: root.beside ? root.height - Theme.mm(8)
            : Math.min(Theme.mm(150), keys.y - Theme.gap - Math.max(Theme.reachTop, root.height * 0.25))
        visible: root.typing && !root.asked
        keyboard: root.keyboard
        t: root.t
    }

    WebKeys {
        id: keys
        x: Theme.margin
        y: root.height - height - Theme.mm(4)
        width: root.column
        tiles: root.tiles
        t: root.t
        leaveText: root.leaveText
        most: root.most
        type: root.type
        asked: root.asked
        typing: root.typing
        narrow: root.beside
        onTyped: root.typing = !root.typing
        onFinished: root.finished()
    }
}

import QtQuick
import Hall.Ui
import Hall.Board

// The hall's board: the newest call largest, the calls before it, who waits, how old it all is.
Window {
    id: root

    required property BoardView board
    readonly property BoardRoom room: board.room

    color: Theme.paper
    title: board.hallZh

    Item {
        width: root.room.width
        height: root.room.height
        anchors.centerIn: parent
        scale: Math.min(root.width / width, root.height / height)

        BoardHeader {
            x: 0
            y: 0
            width: root.room.width
            height: root.room.header.height
            board: root.board
        }

        AgeBand {
            x: root.room.band.x
            y: root.room.band.y
            width: root.room.band.width
            height: root.room.band.height
            visible: height > 0
            board: root.board
        }

        LargeCall {
            x: root.room.hero.x
            y: root.room.hero.y
            width: root.room.hero.width
            height: root.room.hero.height
            board: root.board
        }

        CallList {
            x: root.room.table.x
            y: root.room.table.y
            width: root.room.table.width
            height: root.room.table.height
            visible: height > 0
            board: root.board
        }

        WaitingStrip {
            x: root.room.strip.x
            y: root.room.strip.y
            width: root.room.strip.width
            height: root.room.strip.height
            visible: height > 0
            board: root.board
        }
    }
}

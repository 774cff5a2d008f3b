import QtQuick
import Hall.Ui
import Hall.Board

// A hall's or a zone's board: the newest call largest, the calls before it, what comes round, how old it all is.
Window {
    id: root

    required property BoardView board
    readonly property BoardRoom room: board.room

    color: Theme.paper
    title: board.head.hallZh

    Item {
        width: root.room.width
        height: root.room.height
        anchors.centerIn: parent
        scale: Math.min(root.width / width, root.height / height)

        Item {
            anchors.fill: parent
            visible: !root.board.alarm.active

            BoardTop {
                width: root.room.width
                head: root.board.head
                room: root.room
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

            Strip {
                x: root.room.strip.x
                y: root.room.strip.y
                width: root.room.strip.width
                height: root.room.strip.height
                visible: height > 0
                board: root.board
            }
        }

        Emergency {
            anchors.fill: parent
            alarm: root.board.alarm
            head: root.board.head
        }
    }
}

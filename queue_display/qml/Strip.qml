pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Board

// A page of what comes round: who waits, which windows rest, who was missed, or a notice.
Item {
    id: root

    required property BoardView board
    readonly property BoardRoom room: board.room
    readonly property real cellWidth: (width - (room.columns - 1) * room.gap) / Math.max(1, room.columns)
    readonly property real cellHeight: (height - (room.lines - 1) * room.gap) / Math.max(1, room.lines)

    Grid {
        columns: root.room.columns
        spacing: root.room.gap

        Repeater {
            model: root.board.cards

            StripCard {
                width: modelData.kind === "notice" ? root.width : root.cellWidth
                height: modelData.kind === "notice" ? root.height : root.cellHeight
                room: root.room
            }
        }
    }

    Row {
        y: parent.height + (root.room.gap - height) / 2
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.board.cardsPages > 1
        spacing: root.room.gap / 2

        Repeater {
            model: root.board.cardsPages

            Rectangle {
                required property int index

                width: root.room.gap * (index === root.board.cardsPage ? 1.2 : 0.4)
                height: root.room.gap * 0.4
                radius: height / 2
                color: index === root.board.cardsPage ? Theme.strong : Theme.line
            }
        }
    }
}

import QtQuick
import Hall.Ui
import Hall.Board

// Which hall this is, whether the data is true now, what time it is.
Rectangle {
    id: root

    required property BoardView board
    readonly property BoardRoom room: board.room

    color: Theme.card

    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Math.max(2, root.room.gap / 12)
        color: Theme.line
    }

    BoardText {
        id: name
        x: root.room.gap
        height: parent.height
        width: Math.min(implicitWidth, state.x - x - root.room.gap)
        text: root.board.hallZh
        size: root.room.zh
        color: Theme.strong
        font.weight: Font.Bold
    }

    BoardText {
        x: name.x + name.width + root.room.gap
        height: parent.height
        width: Math.min(implicitWidth, state.x - x - root.room.gap)
        visible: root.room.headerLatin
        text: root.board.hallEn
        size: root.room.latin
        color: Theme.softInk
    }

    Row {
        id: state
        x: parent.width - width - root.room.gap
        height: parent.height
        spacing: root.room.gap / 2

        Mark {
            anchors.verticalCenter: parent.verticalCenter
            kind: root.board.markShape
            size: root.room.zh * 0.6
            color: root.board.markShape === "circle" ? Theme.good : Theme.warn
        }

        BoardText {
            height: parent.height
            visible: root.room.band.height === 0
            text: root.board.mark
            size: root.room.zh
            color: root.board.markShape === "circle" ? Theme.good : Theme.warn
        }

        BoardText {
            leftPadding: root.room.gap / 2
            height: parent.height
            visible: root.room.band.height > 0 || root.board.markShape !== "triangle"
            text: root.board.clock
            size: root.room.zh
            color: Theme.ink
            font.weight: Font.Bold
        }
    }
}

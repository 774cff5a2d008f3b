import QtQuick
import Hall.Ui
import Hall.Board

// The data is old: since when, why, and what it still is good for.
Rectangle {
    id: root

    required property BoardView board
    readonly property BoardRoom room: board.room

    color: Theme.warnPaper

    Rectangle {
        width: root.room.gap * 0.4
        height: parent.height
        color: Theme.warn
    }

    Column {
        x: root.room.gap
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter

        BoardText {
            width: parent.width
            text: root.board.bandZh
            size: root.room.zh
            color: Theme.warn
            font.weight: Font.Bold
            wrapMode: Text.WrapAnywhere
        }

        BoardText {
            width: parent.width
            visible: root.room.bandLatin
            text: root.board.bandEn
            size: root.room.latin
            color: Theme.warn
            wrapMode: Text.Wrap
        }
    }
}

import QtQuick
import Hall.Ui
import Hall.Board

// The window's number, and its name where there is room.
Item {
    id: root

    required property WindowView board
    readonly property WindowRoom room: board.room

    BoardText {
        x: root.room.gap
        height: parent.height
        text: root.board.windowZh
        size: root.room.titlePx
        color: Theme.strong
        font.weight: Font.Bold
    }

    Column {
        x: parent.width - width - root.room.gap
        anchors.verticalCenter: parent.verticalCenter
        visible: root.room.name

        BoardText {
            anchors.right: parent.right
            height: root.room.zh * 1.2
            text: root.board.nameZh
            size: root.room.zh
            color: Theme.ink
        }

        BoardText {
            anchors.right: parent.right
            height: root.room.latin * 1.2
            visible: root.height >= Math.floor((root.room.zh + root.room.latin) * 1.2)
            text: root.board.nameEn
            size: root.room.latin
            color: Theme.softInk
        }
    }
}

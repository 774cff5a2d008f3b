pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Board

// Whom this window calls next.
Rectangle {
    id: root

    required property WindowView board
    readonly property WindowRoom room: board.room

    radius: room.gap
    color: Theme.tint

    BoardText {
        id: label
        x: root.room.gap
        height: parent.height
        text: root.board.comingHead
        size: root.room.zh
        color: Theme.strong
    }

    BoardText {
        x: label.x + label.width + root.room.gap / 2
        height: parent.height
        text: "Next"
        size: root.room.latin
        color: Theme.softInk
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: root.room.gap
        height: parent.height
        spacing: root.room.gap * 2

        Repeater {
            model: root.board.coming

            BoardText {
                required property string modelData

                height: parent.height
                text: modelData
                size: root.room.zh
                color: Theme.strong
                font.weight: Font.Bold
            }
        }
    }
}

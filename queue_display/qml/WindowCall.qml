import QtQuick
import Hall.Ui
import Hall.Board

// Whose turn it is at this window; or, calmly, why it is nobody's.
Rectangle {
    id: root

    required property WindowView board
    readonly property WindowRoom room: board.room
    readonly property bool empty: board.number === ""

    radius: room.gap
    color: empty ? Theme.card : Theme.strong
    border.width: empty ? Theme.stroke : 0
    border.color: Theme.line

    CallRing {
        gap: root.room.gap
        shown: root.board.fresh
        beating: root.board.again && !root.board.head.still
    }

    Column {
        visible: !root.empty
        anchors.centerIn: parent
        width: parent.width - 2 * root.room.gap

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: root.room.gap / 2

            Mark {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.board.again
                kind: "again"
                size: root.room.label * 0.8
                color: Theme.lightInk
            }

            BoardText {
                height: size * 1.4
                text: root.board.labelZh
                size: root.room.label
                color: Theme.lightInk
                font.weight: Font.Medium
            }
        }

        BoardText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            height: size * 1.2
            text: root.board.number
            size: root.room.number
            color: Theme.lightInk
            font.weight: Font.Bold
        }

        BoardText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            height: size * 1.3
            text: root.board.labelEn
            size: root.room.labelLatin
            color: Theme.lightInk
        }
    }

    Column {
        visible: root.empty
        anchors.centerIn: parent
        width: parent.width - 2 * root.room.gap

        BoardText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            height: size * 1.3
            text: root.empty ? root.board.labelZh : ""
            size: root.room.words
            color: Theme.ink
            font.weight: Font.Bold
        }

        BoardText {
            width: parent.width
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            height: implicitHeight
            lineHeight: size * 1.4
            lineHeightMode: Text.FixedHeight
            text: root.board.reason
            size: root.room.zh
            color: Theme.warn
        }

        BoardText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            height: size * 1.4
            text: root.empty ? root.board.labelEn : ""
            size: root.room.labelLatin
            color: Theme.softInk
        }
    }
}

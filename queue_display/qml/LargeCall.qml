import QtQuick
import Hall.Ui
import Hall.Board

// The number of the moment and where it goes; or, calmly, why there is none.
Rectangle {
    id: root

    required property BoardView board
    readonly property BoardRoom room: board.room
    readonly property bool empty: board.number === ""

    radius: room.gap
    color: Theme.strong

    CallRing {
        gap: root.room.gap
        shown: root.board.fresh
        beating: root.board.again && !root.board.head.still
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * root.room.gap

        Row {
            visible: root.room.heroLatin && !root.empty
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: root.room.gap / 2

            Mark {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.board.again
                kind: "again"
                size: root.room.zh * 0.8
                color: Theme.lightInk
            }

            BoardText {
                height: size * 1.4
                text: root.board.labelZh
                size: root.room.zh
                color: Theme.lightInk
            }

            BoardText {
                height: parent.height
                text: root.board.labelEn
                size: root.room.latin
                color: Theme.lightInk
            }
        }

        BoardText {
            width: parent.width
            visible: !root.empty
            horizontalAlignment: Text.AlignHCenter
            text: root.board.number
            size: root.room.number
            height: size * 1.2
            color: Theme.lightInk
            font.weight: Font.Bold
        }

        BoardText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.empty ? root.board.labelZh : "→ " + root.board.detailZh
            size: root.room.window
            height: size * 1.4
            color: Theme.lightInk
            font.weight: Font.Bold
        }

        BoardText {
            width: parent.width
            visible: root.empty
            horizontalAlignment: Text.AlignHCenter
            text: root.board.detailZh
            size: root.room.zh
            height: size * 1.6
            color: Theme.lightInk
        }

        BoardText {
            width: parent.width
            visible: root.room.heroLatin
            horizontalAlignment: Text.AlignHCenter
            text: root.empty ? root.board.labelEn + " · " + root.board.detailEn : root.board.detailEn
            size: root.room.latin
            wrapMode: root.empty ? Text.Wrap : Text.NoWrap
            height: root.empty ? implicitHeight : size * 1.3
            color: Theme.lightInk
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Board

// The latest call, and beside it those before where there is room.
Rectangle {
    id: root

    required property NoticesView board
    readonly property NoticesRoom room: board.room
    readonly property bool empty: board.number === ""
    readonly property real cell: room.zh * 9.5

    radius: room.gap
    color: Theme.strong

    CallRing {
        gap: root.room.gap
        shown: root.board.fresh
        beating: root.board.again && !root.board.head.still
    }

    Grid {
        id: latest
        x: root.room.more > 0 && !root.empty ? root.room.gap * 1.5 : (parent.width - width) / 2
        anchors.verticalCenter: parent.verticalCenter
        columns: root.room.beside ? 2 : 1
        columnSpacing: root.room.gap
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        BoardText {
            text: root.empty ? root.board.labelZh : root.board.number
            size: root.empty ? root.room.window : root.room.number
            height: size * 1.2
            color: Theme.lightInk
            font.weight: Font.Bold
        }

        BoardText {
            text: root.empty ? root.board.labelEn : "→ " + root.board.windowZh
            size: root.empty ? root.room.latin : root.room.window
            height: size * (root.room.beside ? 1.2 : 1.4)
            color: Theme.lightInk
            font.weight: root.empty ? Font.Normal : Font.Bold
        }
    }

    Item {
        x: latest.x + latest.width + root.room.gap * 2
        width: parent.width - x - root.room.gap
        height: parent.height
        visible: root.room.more > 0 && !root.empty

        Grid {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            columns: Math.max(1, root.room.more)
            columnSpacing: root.room.gap

            Repeater {
                model: root.board.earlier

                Item {
                    id: earlier
                    required property var modelData

                    width: root.cell - root.room.gap
                    height: root.room.zh * 1.5

                    BoardText {
                        height: parent.height
                        text: earlier.modelData.number
                        size: root.room.zh
                        color: Theme.lightInk
                        font.weight: Font.Bold
                    }

                    BoardText {
                        x: parent.width - width
                        height: parent.height
                        text: "→ " + earlier.modelData.window
                        size: root.room.zh
                        color: Theme.lightInk
                    }
                }
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Board

// The calls before, newest first, a page at a time.
Rectangle {
    id: root

    required property BoardView board
    readonly property BoardRoom room: board.room

    radius: room.gap
    color: Theme.card
    border.width: Theme.stroke
    border.color: Theme.line

    Item {
        id: heading
        visible: root.board.calls.length > 0
        x: root.room.gap
        width: parent.width - 2 * x
        height: root.room.row

        BoardText {
            height: parent.height
            width: Math.min(implicitWidth, parent.width - page.width)
            text: "叫号 Calls"
            size: root.room.zh
            color: Theme.softInk
        }

        BoardText {
            id: page
            height: parent.height
            anchors.right: parent.right
            text: root.board.callsPage
            size: root.room.latin
            color: Theme.softInk
        }
    }

    Column {
        visible: root.board.calls.length === 0
        width: parent.width - 2 * root.room.gap
        anchors.centerIn: parent
        spacing: root.room.gap / 2

        BoardText {
            width: parent.width
            text: "叫到的号码显示在这里"
            size: root.room.zh
            color: Theme.softInk
            wrapMode: Text.WrapAnywhere
            horizontalAlignment: Text.AlignHCenter
        }

        BoardText {
            width: parent.width
            text: "Called numbers appear here"
            size: root.room.latin
            color: Theme.softInk
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
        }
    }

    Column {
        y: heading.height
        x: root.room.gap / 2
        width: parent.width - 2 * x

        Repeater {
            model: root.board.calls

            Rectangle {
                id: line
                required property var modelData

                width: parent.width
                height: root.room.row
                radius: root.room.gap / 2
                color: modelData.newest ? Theme.tint : "transparent"

                Rectangle {
                    visible: line.modelData.newest
                    width: root.room.gap / 3
                    height: parent.height - root.room.gap
                    anchors.verticalCenter: parent.verticalCenter
                    radius: width / 2
                    color: Theme.strong
                }

                BoardText {
                    id: number
                    x: root.room.gap * 0.8
                    height: parent.height
                    text: line.modelData.number
                    size: root.room.zh
                    color: Theme.ink
                    font.weight: Font.Bold
                }

                Mark {
                    x: number.x + number.width + root.room.gap / 2
                    anchors.verticalCenter: parent.verticalCenter
                    visible: line.modelData.again || line.modelData.local
                    kind: line.modelData.local ? "local" : "again"
                    size: root.room.zh * 0.7
                    color: Theme.strong
                }

                BoardText {
                    x: parent.width - width - root.room.gap / 2
                    height: parent.height
                    text: "→ " + line.modelData.window
                    size: root.room.zh
                    color: Theme.ink
                }
            }
        }
    }
}

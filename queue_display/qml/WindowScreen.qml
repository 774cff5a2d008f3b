import QtQuick
import Hall.Ui
import Hall.Board

// The screen of one window: which it is, whose turn it is or why it rests, what it does.
Window {
    id: root

    required property WindowView board
    readonly property WindowRoom room: board.room

    color: Theme.paper
    title: board.windowZh

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

            WindowTitle {
                x: root.room.title.x
                y: root.room.title.y
                width: root.room.title.width
                height: root.room.title.height
                board: root.board
            }

            WindowCall {
                x: root.room.hero.x
                y: root.room.hero.y
                width: root.room.hero.width
                height: root.room.hero.height
                board: root.board
            }

            WindowNext {
                x: root.room.coming.x
                y: root.room.coming.y
                width: root.room.coming.width
                height: root.room.coming.height
                visible: height > 0
                board: root.board
            }

            Item {
                x: root.room.foot.x
                y: root.room.foot.y
                width: root.room.foot.width
                height: root.room.foot.height
                visible: height > 0

                BoardText {
                    x: root.room.gap
                    width: parent.width - waiting.width - 3 * root.room.gap
                    height: root.room.zh * 1.4
                    text: root.board.servicesZh
                    size: root.room.zh
                    color: Theme.strong
                    font.weight: Font.Medium
                }

                BoardText {
                    x: root.room.gap
                    y: root.room.zh * 1.4
                    width: parent.width - waiting.width - 3 * root.room.gap
                    height: root.room.latin * 1.3
                    visible: root.room.footLatin
                    text: root.board.servicesEn
                    size: root.room.latin
                    color: Theme.softInk
                }

                BoardText {
                    id: waiting
                    x: parent.width - width - root.room.gap
                    height: root.room.zh * 1.4
                    visible: root.board.waiting !== ""
                    text: "等候 " + root.board.waiting
                    size: root.room.zh
                    color: Theme.strong
                    font.weight: Font.Bold
                }

                BoardText {
                    x: parent.width - width - root.room.gap
                    y: root.room.zh * 1.4
                    height: root.room.latin * 1.3
                    visible: root.room.footLatin && waiting.visible
                    text: "waiting"
                    size: root.room.latin
                    color: Theme.softInk
                }
            }
        }

        Emergency {
            anchors.fill: parent
            alarm: root.board.alarm
            head: root.board.head
        }
    }
}

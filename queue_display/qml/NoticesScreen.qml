import QtQuick
import Hall.Ui
import Hall.Board

// Notices and pictures in turn, the latest call always below them.
Window {
    id: root

    required property NoticesView board
    readonly property NoticesRoom room: board.room

    color: Theme.paper
    title: board.head.hallZh

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

            NoticePage {
                x: root.room.main.x
                y: root.room.main.y
                width: root.room.main.width
                height: root.room.main.height
                visible: root.board.notice.titleZh !== undefined
                board: root.board
            }

            Image {
                x: root.room.main.x
                y: root.room.main.y
                width: root.room.main.width
                height: root.room.main.height
                visible: root.board.picture.toString() !== ""
                source: root.board.picture
                sourceSize: Qt.size(width, height)
                fillMode: Image.PreserveAspectFit
                asynchronous: true
                cache: false
                onStatusChanged: if (status === Image.Error) Qt.callLater(root.board.pictureBroken)
            }

            Column {
                x: root.room.main.x
                y: root.room.main.y + (root.room.main.height - height) / 2
                width: root.room.main.width
                visible: root.board.empty

                BoardText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    height: size * 1.5
                    text: "请留意叫号"
                    size: root.room.title
                    color: Theme.strong
                    font.weight: Font.Bold
                }

                BoardText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    height: size * 1.5
                    text: "Please watch for your number"
                    size: root.room.latin
                    color: Theme.softInk
                }
            }

            CallBar {
                x: root.room.call.x
                y: root.room.call.y
                width: root.room.call.width
                height: root.room.call.height
                board: root.board
            }
        }

        Emergency {
            anchors.fill: parent
            alarm: root.board.alarm
            head: root.board.head
        }
    }
}

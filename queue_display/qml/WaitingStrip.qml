pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Board

// How many people wait for each service.
Item {
    id: root

    required property BoardView board
    readonly property BoardRoom room: board.room
    readonly property real cellWidth: (width - (room.columns - 1) * room.gap) / Math.max(1, room.columns)
    readonly property real cellHeight: (height - (room.lines - 1) * room.gap) / Math.max(1, room.lines)

    Grid {
        columns: root.room.columns
        spacing: root.room.gap

        Repeater {
            model: root.board.services

            Rectangle {
                id: chip
                required property var modelData

                width: root.cellWidth
                height: root.cellHeight
                radius: root.room.gap
                color: Theme.tint

                BoardText {
                    x: root.room.gap
                    y: root.room.chipLatin ? root.room.gap / 2 : 0
                    width: parent.width - count.width - 3 * root.room.gap
                    height: root.room.chipLatin ? root.room.zh * 1.4 : parent.height
                    text: chip.modelData.zh
                    size: root.room.zh
                    color: Theme.strong
                    font.weight: Font.Medium
                }

                BoardText {
                    x: root.room.gap
                    y: parent.height - height - root.room.gap / 2
                    height: root.room.latin * 1.3
                    visible: root.room.chipLatin
                    text: chip.modelData.en
                    size: root.room.latin
                    color: Theme.softInk
                }

                BoardText {
                    id: count
                    x: parent.width - width - root.room.gap
                    y: root.room.chipLatin ? root.room.gap / 2 : 0
                    height: root.room.chipLatin ? root.room.zh * 1.4 : parent.height
                    text: "等候 " + chip.modelData.waiting
                    size: root.room.zh
                    color: Theme.strong
                    font.weight: Font.Bold
                }
            }
        }
    }

    Row {
        y: parent.height + (root.room.gap - height) / 2
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.board.servicesPages > 1
        spacing: root.room.gap / 2

        Repeater {
            model: root.board.servicesPages

            Rectangle {
                required property int index

                width: root.room.gap * (index === root.board.servicesPage ? 1.2 : 0.4)
                height: root.room.gap * 0.4
                radius: height / 2
                color: index === root.board.servicesPage ? Theme.strong : Theme.line
            }
        }
    }
}

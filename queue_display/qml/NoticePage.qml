import QtQuick
import Hall.Ui
import Hall.Board

// A page of a notice: title, Chinese, English, which page it is.
Rectangle {
    id: root

    required property NoticesView board
    readonly property NoticesRoom room: board.room
    readonly property var notice: board.notice

    radius: room.gap
    color: Theme.card
    border.width: Theme.stroke
    border.color: Theme.line

    BoardText {
        x: parent.width - width - root.room.gap
        y: root.room.gap
        visible: text !== ""
        text: root.notice.page ?? ""
        size: root.room.latin
        height: size * 1.3
        color: Theme.softInk
    }

    Column {
        x: root.room.gap * 2
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter
        spacing: root.room.gap / 2

        Lines {
            text: root.notice.titleZh ?? ""
            size: root.room.title
            spread: 1.4
            color: Theme.strong
            font.weight: Font.Bold
        }

        Lines {
            text: root.notice.titleEn ?? ""
            size: root.room.textLatin
            spread: 1.6
            color: Theme.strong
        }

        Lines {
            text: root.notice.bodyZh ?? ""
            size: root.room.textZh
            spread: 1.5
            color: Theme.ink
        }

        Lines {
            text: root.notice.bodyEn ?? ""
            size: root.room.textLatin
            spread: 1.5
            color: Theme.softInk
        }
    }

    component Lines: BoardText {
        property real spread: 1.4

        width: parent.width
        visible: text !== ""
        height: implicitHeight
        lineHeight: size * spread
        lineHeightMode: Text.FixedHeight
    }
}

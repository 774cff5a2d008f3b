import QtQuick
import Hall.Ui
import Hall.Board

// The data is old: since when, why, and what it still is good for.
Rectangle {
    id: root

    required property HeadView head
    required property HeadRoom room

    color: Theme.warnPaper

    Rectangle {
        width: root.room.gap * 0.4
        height: parent.height
        color: Theme.warn
    }

    Column {
        x: root.room.gap
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter

        BoardText {
            width: parent.width
            text: root.head.bandZh
            size: root.room.zh
            color: Theme.warn
            font.weight: Font.Bold
            wrapMode: Text.WrapAnywhere
        }

        BoardText {
            width: parent.width
            visible: root.room.bandLatin
            text: root.head.bandEn
            size: root.room.latin
            color: Theme.warn
            wrapMode: Text.Wrap
        }
    }
}

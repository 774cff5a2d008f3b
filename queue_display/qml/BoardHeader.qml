import QtQuick
import Hall.Ui
import Hall.Board

// Whose screen this is, whether the data is true now, what time it is.
Rectangle {
    id: root

    required property HeadView head
    required property HeadRoom room

    color: Theme.card

    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Math.max(2, root.room.gap / 12)
        color: Theme.line
    }

    BoardText {
        id: name
        x: root.room.gap
        height: parent.height
        width: Math.min(implicitWidth, state.x - x - root.room.gap)
        text: root.head.hallZh
        size: root.room.zh
        color: Theme.strong
        font.weight: Font.Bold
    }

    BoardText {
        x: name.x + name.width + root.room.gap
        height: parent.height
        width: Math.min(implicitWidth, state.x - x - root.room.gap)
        visible: root.room.headerLatin
        text: root.head.hallEn
        size: root.room.latin
        color: Theme.softInk
    }

    Row {
        id: state
        x: parent.width - width - root.room.gap
        height: parent.height
        spacing: root.room.gap / 2

        Mark {
            anchors.verticalCenter: parent.verticalCenter
            kind: root.head.markShape
            size: root.room.zh * 0.6
            color: root.head.markShape === "circle" ? Theme.good : Theme.warn
        }

        BoardText {
            height: parent.height
            visible: root.room.band.height === 0
            text: root.head.mark
            size: root.room.zh
            color: root.head.markShape === "circle" ? Theme.good : Theme.warn
        }

        BoardText {
            leftPadding: root.room.gap / 2
            height: parent.height
            visible: root.room.band.height > 0 || root.head.markShape !== "triangle"
            text: root.head.clock
            size: root.room.zh
            color: Theme.ink
            font.weight: Font.Bold
        }
    }
}

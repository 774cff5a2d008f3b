import QtQuick
import Hall.Ui
import Hall.Board

// One card of the strip: a name, its English below, a value at the right; or a notice over the whole width.
Rectangle {
    id: root

    required property var modelData
    required property BoardRoom room
    readonly property bool notice: modelData.kind === "notice"
    readonly property bool resting: modelData.kind === "window"
    readonly property color inkColor: notice || resting ? Theme.warn : Theme.strong
    readonly property bool both: room.chipLatin && modelData.en !== ""

    radius: room.gap
    color: notice || resting ? Theme.warnPaper : modelData.kind === "missed" ? Theme.card : Theme.tint
    border.width: modelData.kind === "missed" ? Theme.stroke : 0
    border.color: Theme.line

    Column {
        x: root.room.gap
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter

        Item {
            width: parent.width
            height: root.notice ? zhText.implicitHeight : root.room.zh * 1.4

            BoardText {
                id: zhText
                width: parent.width - (value.visible ? value.width + root.room.gap : 0)
                height: root.notice ? implicitHeight : parent.height
                text: root.modelData.zh
                size: root.room.zh
                lineHeight: root.notice ? root.room.zh * 1.4 : 1
                lineHeightMode: root.notice ? Text.FixedHeight : Text.ProportionalHeight
                color: root.inkColor
                font.weight: Font.Medium
            }

            BoardText {
                id: value
                x: parent.width - width
                height: parent.height
                visible: text !== ""
                text: root.modelData.value
                size: root.room.zh
                color: root.inkColor
                font.weight: Font.Bold
            }
        }

        BoardText {
            width: parent.width
            visible: root.both
            text: root.modelData.en
            size: root.room.latin
            height: root.notice ? implicitHeight : size * 1.3
            lineHeight: root.notice ? root.room.latin * 1.3 : 1
            lineHeightMode: root.notice ? Text.FixedHeight : Text.ProportionalHeight
            color: root.notice || root.resting ? Theme.warn : Theme.softInk
        }
    }
}

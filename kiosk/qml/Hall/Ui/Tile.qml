import QtQuick
import QtQuick.Templates as T

// A large choice: icon, what it is, what to expect; when it cannot be had, why and what else to do.
// `brief`: what to expect is only read aloud.
T.AbstractButton {
    id: root

    property string iconName: ""
    property string note: ""
    property string reason: ""
    property string badge: ""
    property bool strong: false
    property bool compact: false
    property bool brief: false
    property real iconSize: Theme.mm(14)
    property real air: Theme.mm(compact ? 5 : 9)
    readonly property real wordsHeight: words.implicitHeight
    property int textSize: Theme.title
    property int noteSize: Theme.body
    readonly property color front: strong && enabled ? Theme.lightInk : enabled ? Theme.strong : Theme.softInk
    readonly property color soft: strong && enabled ? Theme.lightInk : Theme.softInk

    implicitWidth: Theme.mm(60)
    implicitHeight: Math.max(Theme.mm(compact ? 20 : 26), wordsHeight + air)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: [badge, note, reason].filter(part => part !== "").join("。")

    background: Rectangle {
        radius: Theme.mm(5)
        color: !root.enabled ? Theme.off : root.strong ? (root.down ? Theme.strongPressed : Theme.strong)
            : root.down ? Theme.tintPressed : Theme.card
        border.width: root.strong && root.enabled || Theme.plain && !root.enabled ? 0
            : root.down ? Theme.mm(1.4) : Theme.stroke
        border.color: Theme.line

        Ring { shown: root.visualFocus }
    }

    TextMetrics {
        id: one
        font.family: Theme.family
        font.pixelSize: root.noteSize
        text: root.badge
    }

    TextMetrics {
        id: both
        font: one.font
        text: root.badge + " · " + root.note
    }

    contentItem: Item {
        Icon {
            id: sign
            x: root.iconSize * 0.45
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName !== ""
            name: root.iconName
            color: root.front
            size: root.iconSize
        }

        Column {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            // Not sign.visible: a tile put on the next screenful would grow wider, fit again, and come back for ever.
            x: root.iconName !== "" ? sign.x + sign.width + root.iconSize * 0.4 : Theme.mm(6)
            width: parent.width - x - Theme.mm(5)
            spacing: Theme.mm(1)

            Label {
                width: parent.width
                text: root.text
                color: root.front
                font.pixelSize: root.textSize
                font.weight: Font.Medium
                lineHeight: 1.2
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: !root.compact || root.note === "" || root.badge === "" ? root.badge
                    : root.badge + (both.advanceWidth > width && one.advanceWidth <= width ? "\n" : " · ") + root.note
                color: root.soft
                font.pixelSize: root.noteSize
                lineHeight: 1.2
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: root.brief && root.reason === "" ? "" : root.reason !== "" ? root.reason : root.compact && root.badge !== "" ? "" : root.note
                color: root.soft
                font.pixelSize: root.noteSize
                lineHeight: 1.2
                Accessible.ignored: true
            }
        }
    }
}

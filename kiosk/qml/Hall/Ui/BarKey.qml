import QtQuick
import QtQuick.Templates as T

// A key of the bar at the foot of every page: icon above, words below, whole words, on one line of a wide key, else with room for two.
T.AbstractButton {
    id: root

    required property string iconName
    readonly property bool single: width >= Theme.mm(46)
    // Latin letters need room beside them, Chinese signs bring theirs.
    readonly property real room: width - Theme.mm(han ? 2 : 6)
    readonly property bool han: /[\u4e00-\u9fff]/.test(text)
    readonly property int half: Math.ceil(text.length / 2)
    readonly property real widest: single ? spread(text) : han ? half * Theme.body
        : text.split(" ").reduce((most, word) => Math.max(most, spread(word)), 1)

    // Measured at one size: a call does not follow the font it measures with.
    function spread(words: string): real {
        return measure.advanceWidth(words) * Theme.body / measure.font.pixelSize
    }

    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.pixelSize: Theme.body
    }

    FontMetrics {
        id: measure
        font.family: Theme.family
        font.pixelSize: 100
    }

    implicitWidth: Theme.mm(46)
    implicitHeight: Math.max(Theme.mm(14), (single ? 1 : 2) * metrics.height * 0.95 + Theme.mm(Theme.low ? 4 : 15))
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: Theme.radius
        color: !root.enabled ? Theme.off : root.down ? Theme.tintPressed : Theme.card
        border.width: !root.enabled ? 0 : root.down ? Theme.mm(1.4) : Theme.stroke
        border.color: root.down ? Theme.ink : Theme.line

        Ring { shown: root.visualFocus }
    }

    contentItem: Item {
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.mm(3)
            visible: !Theme.low
            name: root.iconName
            color: words.color
            size: Theme.mm(9)
        }

        Text {
            id: words
            anchors.horizontalCenter: parent.horizontalCenter
            y: (Theme.low ? 0 : Theme.mm(12)) + (parent.height - (Theme.low ? 0 : Theme.mm(13)) - height) / 2
            width: root.han && root.text.length * font.pixelSize > root.room ? Math.min(root.room, (root.half + 0.5) * font.pixelSize)
                : root.room
            text: root.text
            color: root.enabled ? Theme.strong : Theme.softInk
            font.family: Theme.family
            font.pixelSize: Math.max(Theme.textS, Math.floor(Theme.body * Math.min(1, root.room / root.widest)))
            lineHeight: 0.95
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}

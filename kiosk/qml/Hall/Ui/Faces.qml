pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// Five faces of one size and one colour, none of them chosen for anybody: beside each other where every word fits
// under its face, else below each other. One finger on one of them leaves the others out.
Item {
    id: root

    property alias model: repeater.model
    // Whether they may stand beside each other; `breaking`: a name may take two lines there.
    property bool beside: true
    property bool breaking: false
    // Face and name in the middle of a card that is higher than they need.
    property bool centred: false
    property real drop: 0.3
    property int held: -1
    signal given(string key)

    readonly property real widest: {
        let width = 0
        for (let at = 0; at < measures.count; at++) {
            const name = measures.itemAt(at) as Text
            const words = root.breaking ? root.parts(name?.text ?? "") : []
            width = words.reduce((most, word) => Math.max(most, root.spread(word)), Math.max(width, root.breaking ? 0 : name?.implicitWidth ?? 0))
        }
        return width
    }
    readonly property real column: Math.floor((width - 4 * Theme.gap) / 5)
    readonly property real room: column - Theme.mm(4)
    readonly property bool across: beside && widest * (breaking ? Theme.textS / Theme.body : 1) <= room
    // All five in one size of type: as large as the longest word has room for.
    readonly property int type: Math.floor(Theme.body * Math.min(1, room / Math.max(1, widest)))

    // Measured at one size: a call does not follow the font it measures with.
    function spread(words: string): real {
        return metrics.advanceWidth(words) * Theme.body / metrics.font.pixelSize
    }

    // What must stay on one line: words, or half of a Chinese name.
    function parts(name: string): var {
        return /[\u4e00-\u9fff]/.test(name) && name.length > 4 ? [name.slice(0, Math.ceil(name.length / 2))] : name.split(" ")
    }

    Repeater {
        id: measures
        model: root.model

        Text {
            required property string name
            visible: false
            text: name
            font.family: Theme.family
            font.pixelSize: Theme.body
            font.weight: Font.Medium
        }
    }

    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.pixelSize: 100
        font.weight: Font.Medium
    }

    Repeater {
        id: repeater

        T.AbstractButton {
            id: face
            required property int index
            required property string key
            required property string name
            readonly property real each: root.across ? Math.min(root.height, Theme.mm(96))
                : Math.min(Theme.mm(44), (root.height - 4 * Theme.gap) / 5)

            x: root.across ? index * (width + Theme.gap) : 0
            y: root.across ? (root.height - height) * root.drop : index * (height + Theme.gap)
            width: root.across ? root.column : root.width
            height: each
            enabled: root.held < 0 || root.held === index
            focusPolicy: Qt.StrongFocus
            text: name
            Accessible.role: Accessible.Button
            Accessible.name: name
            onDownChanged: root.held = down ? index : root.held === index ? -1 : root.held
            onClicked: root.given(key)

            background: Rectangle {
                radius: Theme.mm(5)
                color: face.down ? Theme.tintPressed : Theme.card
                border.width: face.down ? Theme.mm(1.4) : Theme.stroke
                border.color: Theme.line

                Ring { shown: face.visualFocus }
            }

            contentItem: Item {
                Face {
                    id: drawing
                    x: root.across ? (face.width - width) / 2 : Theme.mm(8)
                    y: root.across && root.centred ? (face.height - height - Theme.mm(4) - 2.6 * root.type) / 2
                        : root.across ? Theme.mm(7) : (face.height - height) / 2
                    stars: Number(face.key)
                    size: root.across ? Math.min(face.width - Theme.mm(10), root.centred ? Math.min(face.height * 0.6, face.height - 2.8 * root.type - Theme.mm(7)) : face.height * 0.52)
                        : Math.min(face.height - Theme.mm(4), Theme.mm(26))
                }

                Text {
                    x: root.across ? Theme.mm(2) : drawing.x + drawing.width + Theme.mm(8)
                    y: root.across ? drawing.y + drawing.height + Theme.mm(4) : (face.height - height) / 2
                    width: root.across ? face.width - Theme.mm(4) : face.width - x - Theme.mm(4)
                    text: face.name
                    color: Theme.strong
                    font.family: Theme.family
                    font.pixelSize: root.across ? root.type : Theme.choice
                    font.weight: Font.Medium
                    horizontalAlignment: root.across ? Text.AlignHCenter : Text.AlignLeft
                    wrapMode: Text.Wrap
                    textFormat: Text.PlainText
                    Accessible.ignored: true
                }
            }
        }
    }
}

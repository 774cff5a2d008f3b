import QtQuick
import Hall.Ui

// What was written, with the place of the next character; of a long text its end. `secret`: only that something is there.
Rectangle {
    id: root

    property string typed: ""
    property string placeholder: ""
    property bool wrong: false
    property bool secret: false
    property bool personal: false
    property int textSize: Theme.body
    readonly property real air: Theme.mm(4)
    readonly property int perLine: Math.max(2, Math.floor(words.width / words.font.pixelSize) - 1)
    readonly property int lines: Math.max(1, Math.floor((height - 2 * air) / (words.font.pixelSize * 1.75)))
    readonly property string shown: secret ? "●".repeat(typed.length) : typed
    readonly property string end: shown.length <= perLine * lines - 2 ? shown : "…" + shown.slice(-Math.max(1, perLine * lines - 3))

    radius: Theme.radius
    color: Theme.card
    border.width: Theme.mm(wrong ? 1 : 0.5)
    border.color: wrong ? Theme.danger : Theme.strong

    Label {
        id: words
        x: root.air
        y: root.air
        readonly property bool personal: root.personal && root.typed !== ""
        width: parent.width - 2 * x
        text: root.typed === "" ? root.placeholder : root.end + "▏"
        color: root.typed === "" ? Theme.softInk : Theme.ink
        font.pixelSize: root.textSize
        lineHeight: 1.2
        Accessible.name: root.typed === "" ? root.placeholder : root.shown
    }
}

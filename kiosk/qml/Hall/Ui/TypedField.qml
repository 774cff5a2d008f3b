import QtQuick

// What was typed so far, or what is to be typed.
Rectangle {
    id: root

    property string typed: ""
    property string placeholder: ""
    property bool wrong: false
    property bool personal: true

    implicitWidth: Theme.mm(100)
    implicitHeight: words.height + Theme.mm(8)
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.mm(wrong ? 1 : 0.5)
    border.color: wrong ? Theme.danger : Theme.strong

    Label {
        id: words
        x: Theme.mm(4)
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * x
        readonly property bool personal: root.personal && root.typed !== ""
        readonly property bool live: root.typed !== ""
        text: root.typed === "" ? root.placeholder : root.typed
        color: root.typed === "" ? Theme.softInk : Theme.ink
        font.pixelSize: root.typed === "" ? Theme.body : Theme.low ? Theme.textXL : Math.max(Theme.textXL, Math.min(Theme.digit, width / Math.max(1, text.length) * 1.6))
        lineHeight: 1.15
    }
}

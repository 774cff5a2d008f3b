import QtQuick
import Hall.Kiosk
import Hall.Ui

// One thing to choose on the panel: what it is, and its values side by side.
Item {
    id: root

    required property ComfortModel comfort
    required property var t
    property string what: ""
    property alias rows: choices.model
    property alias chosen: choices.chosen
    property alias samples: choices.samples
    property bool bare: false
    // The words above the values, however low the room is.
    property bool above: false
    readonly property bool beside: Theme.low && !bare && !above

    implicitWidth: Theme.mm(120)
    implicitHeight: bare ? choices.tallest : beside ? Math.max(words.height, choices.tallest)
        : words.height + Theme.mm(1) + choices.tallest

    Label {
        id: words
        visible: !root.bare
        width: root.beside ? root.width * 0.24 : root.width
        y: root.beside ? (root.height - height) / 2 : 0
        text: root.t["comfort." + root.what]
        color: Theme.softInk
        font.weight: Font.Medium
        lineHeight: 1.15
    }

    Segments {
        id: choices
        x: root.beside ? words.width + Theme.mm(3) : 0
        y: root.beside || root.bare ? 0 : words.height + Theme.mm(1)
        width: root.width - x
        height: tallest
        chosenText: root.t["comfort.chosen"]
        onPicked: key => root.comfort.adjust(root.what, key)
    }
}

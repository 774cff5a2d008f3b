import QtQuick
import Hall.Ui

// A code to be read and typed somewhere else: its name, and its signs on one line.
Column {
    id: root

    property string title: ""
    property string code: ""
    property int align: Text.AlignHCenter
    property int most: Theme.title
    // Name and signs beside each other, where every line counts.
    property bool flat: false

    Label {
        width: parent.width
        visible: !root.flat
        text: root.title
        horizontalAlignment: root.align
        color: Theme.softInk
        lineHeight: 1.1
    }

    Label {
        width: parent.width
        text: root.flat ? `${root.title} ${root.code}` : root.code
        horizontalAlignment: root.align
        color: Theme.strong
        font.pixelSize: Math.max(Theme.body, Math.min(root.most, width / Math.max(4, text.length) * 1.45))
        font.weight: Font.Bold
        lineHeight: 1.1
    }
}

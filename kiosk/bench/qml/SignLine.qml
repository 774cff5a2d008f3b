import QtQuick
import Hall.Ui

// How something is: a sign and words.
Row {
    id: root

    property bool well: true
    property string words: ""

    spacing: Theme.mm(2)

    Icon {
        y: Math.round((text.height / text.lineCount - size) / 2)
        name: root.well ? "check" : "warn"
        color: root.well ? Theme.good : Theme.warn
        size: Theme.mm(7)
    }

    Label {
        id: text
        width: root.width - x
        text: root.words
        color: root.well ? Theme.good : Theme.warn
        wrapMode: Text.Wrap
        lineHeight: 1.2
    }
}

pragma ComponentBehavior: Bound
import QtQuick

// How far along: in words, and as a row of bars. `steps` of 0 shows nothing.
Column {
    id: root

    property int step: 0
    property int steps: 0
    property string words: ""

    visible: steps > 0
    spacing: Theme.mm(2)

    Label {
        text: root.words
        color: Theme.softInk
        lineHeight: 1.1
    }

    Row {
        spacing: Theme.mm(2)

        Repeater {
            model: root.steps

            Rectangle {
                required property int index
                width: Theme.mm(12)
                height: Theme.mm(2)
                radius: height / 2
                readonly property bool done: index < root.step
                color: done ? Theme.strong : Theme.plain ? "transparent" : Theme.line
                border.width: Theme.plain && !done ? Theme.mm(0.5) : 0
                border.color: Theme.line
                Accessible.ignored: true
            }
        }
    }
}

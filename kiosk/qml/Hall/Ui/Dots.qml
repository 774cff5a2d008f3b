pragma ComponentBehavior: Bound
import QtQuick

// Something is being done: three dots, one after the other, below one flash a second.
Row {
    id: root
    objectName: "moving"

    property int beat: 0
    spacing: Theme.mm(4)
    Accessible.ignored: true

    Timer {
        interval: 400
        running: root.visible
        repeat: true
        onTriggered: root.beat = (root.beat + 1) % 3
    }

    Repeater {
        model: 3

        Rectangle {
            required property int index
            width: Theme.mm(5)
            height: width
            radius: width / 2
            color: index === root.beat ? Theme.strong : Theme.line
        }
    }
}

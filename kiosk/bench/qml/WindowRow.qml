import QtQuick
import Hall.Ui

// A clerk's window: whose number is there, who waits, and the clerk's two verbs.
Item {
    id: root

    required property var desk
    required property var words

    signal call(int number)
    signal finish(int number)

    height: Math.max(texts.height, next.height)

    Column {
        id: texts
        anchors.verticalCenter: parent.verticalCenter
        width: next.x - Theme.mm(3)

        Row {
            spacing: Theme.mm(3)

            Label {
                id: title
                text: root.desk.title
                font.weight: Font.Medium
                lineHeight: 1.2
            }

            Label {
                text: root.desk.current
                color: root.desk.serving ? Theme.strong : Theme.softInk
                font.weight: root.desk.serving ? Font.Bold : Font.Normal
                lineHeight: 1.2
                Accessible.name: root.desk.title + " " + text
            }
        }

        Label {
            width: parent.width
            text: root.desk.note
            color: Theme.softInk
            lineHeight: 1.2
        }
    }

    DeskButton {
        id: next
        anchors.verticalCenter: parent.verticalCenter
        x: done.x - width - Theme.mm(2)
        text: root.words.call
        enabled: root.desk.callable
        Accessible.name: root.desk.title + " " + text
        onClicked: root.call(root.desk.number)
    }

    DeskButton {
        id: done
        anchors.verticalCenter: parent.verticalCenter
        x: parent.width - width
        text: root.words.finish
        enabled: root.desk.finishable
        Accessible.name: root.desk.title + " " + text
        onClicked: root.finish(root.desk.number)
    }
}

import QtQuick

// One answer: what it is, what was said.
Item {
    id: root

    property string label: ""
    property string value: ""

    implicitWidth: Theme.mm(100)
    implicitHeight: words.implicitHeight

    Column {
        id: words
        width: parent.width
        spacing: Theme.mm(1)

        Label {
            width: parent.width
            text: root.label
            color: Theme.softInk
            lineHeight: 1.15
        }

        Label {
            width: parent.width
            text: root.value
            color: Theme.ink
            font.pixelSize: Theme.title
            font.weight: Font.Medium
            lineHeight: 1.15
        }
    }
}

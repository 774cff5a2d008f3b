import QtQuick

// One answer: what it is, what was said.
Item {
    id: root

    property string label: ""
    property string value: ""
    property bool personal: false
    property int valueSize: Theme.title

    implicitWidth: Theme.mm(100)
    implicitHeight: words.implicitHeight

    Column {
        id: words
        width: parent.width
        spacing: Theme.mm(1)

        Label {
            width: parent.width
            visible: text !== ""
            text: root.label
            color: Theme.softInk
            lineHeight: 1.15
        }

        Label {
            width: parent.width
            readonly property bool personal: root.personal
            text: root.value
            color: Theme.ink
            font.pixelSize: root.valueSize
            font.weight: Font.Medium
            lineHeight: 1.15
        }
    }
}

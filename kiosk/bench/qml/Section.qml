import QtQuick
import Hall.Ui

// A card with a heading; what is inside stands in a column.
Rectangle {
    id: root

    required property string heading
    default property alias parts: inside.data

    implicitHeight: inside.y + inside.implicitHeight + Theme.mm(5)
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.stroke
    border.color: Theme.line

    Column {
        id: inside
        x: Theme.mm(5)
        y: Theme.mm(4)
        width: root.width - 2 * x
        spacing: Theme.mm(3)

        Label {
            width: parent.width
            text: root.heading
            font.weight: Font.Bold
            lineHeight: 1.2
        }
    }
}

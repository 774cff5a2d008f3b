pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// The doors of the locker as they stand, the one that is meant filled. Where nobody said how they stand, that door alone.
Item {
    id: root

    required property Models models
    readonly property var pickup: models.pickup
    readonly property bool known: pickup.columns > 0
    readonly property int columns: Math.max(1, pickup.columns)
    readonly property int lines: Math.max(1, pickup.lines)
    readonly property real cellWidth: Math.min(Theme.mm(known ? 70 : 90), (width - 2 * edge - (columns - 1) * seam) / columns)
    readonly property real cellHeight: Math.min(cellWidth * 0.62, (height - 2 * edge - (lines - 1) * seam) / lines)
    readonly property real seam: Theme.mm(1)
    readonly property real edge: Theme.mm(3)

    visible: height > Theme.mm(24)
    Accessible.role: Accessible.Graphic
    Accessible.name: [pickup.name, pickup.where].filter(part => part !== "").join("，")

    Rectangle {
        anchors.centerIn: parent
        width: grid.width + 2 * root.edge
        height: grid.height + 2 * root.edge
        radius: Theme.mm(3)
        color: Theme.card
        border.width: Theme.stroke
        border.color: Theme.line

        Grid {
            id: grid
            anchors.centerIn: parent
            flow: Grid.TopToBottom
            rows: root.lines
            columns: root.columns
            spacing: root.seam

            Repeater {
                model: root.known ? root.columns * root.lines : 1

                Rectangle {
                    id: cell
                    required property int index
                    readonly property int number: root.known ? index + 1 : root.pickup.door
                    readonly property bool mine: number === root.pickup.door

                    width: root.cellWidth
                    height: root.cellHeight
                    radius: Theme.mm(1)
                    color: mine ? Theme.strong : Theme.tint
                    border.width: mine ? Theme.mm(1) : Theme.stroke
                    border.color: mine ? Theme.strong : Theme.line

                    Label {
                        anchors.centerIn: parent
                        visible: cell.height >= implicitHeight && cell.width >= implicitWidth + Theme.mm(2)
                        text: cell.number
                        color: cell.mine ? Theme.lightInk : Theme.strong
                        font.pixelSize: cell.mine && cell.height > Theme.title * 1.3 ? Theme.title : Theme.capital(5.2)
                        font.weight: cell.mine ? Font.Bold : Font.Normal
                        lineHeight: 1
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Bench

// One twin: what it is, what it looks like now, and what a hand can do with it.
Rectangle {
    id: root

    required property BenchDeviceView device
    required property string enlargeText
    readonly property bool framed: device.pictured && !device.choosing

    signal enlarge()

    implicitHeight: buttons.y + buttons.height + Theme.mm(5)
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.stroke
    border.color: Theme.line

    // What was pressed by key may be gone now: go on from the card's first button.
    function settle() {
        for (let at = 0; at < presses.count; ++at) {
            const key = presses.itemAt(at)
            if (key.activeFocus)
                return
        }
        for (let at = 0; at < presses.count; ++at) {
            const key = presses.itemAt(at)
            if (key.enabled) {
                key.forceActiveFocus(Qt.TabFocusReason)
                return
            }
        }
    }

    Column {
        id: words
        x: Theme.mm(5)
        y: Theme.mm(4)
        width: parent.width - 2 * x

        Label {
            width: parent.width
            text: root.device.title
            font.weight: Font.Bold
            lineHeight: 1.2
        }

        Row {
            width: parent.width
            spacing: Theme.mm(2)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.device.well ? "check" : root.device.plugged ? "warn" : "offline"
                color: root.device.well ? Theme.good : Theme.warn
                size: Theme.mm(7)
            }

            Label {
                width: parent.width - x
                text: root.device.state
                color: root.device.well ? Theme.good : Theme.warn
                lineHeight: 1.2
            }
        }

        Label {
            width: parent.width
            visible: !root.device.pictured
            text: root.device.note
            color: Theme.softInk
            lineHeight: 1.2
        }
    }

    PaperFrame {
        id: frame
        x: parent.width - width - Theme.mm(5)
        y: buttons.y
        width: Math.round(parent.width * 0.4)
        height: Math.min(parent.height - y - Theme.mm(5), width * 2)
        visible: root.framed
        picture: root.device.picture
        note: root.device.note
        text: root.enlargeText
        Accessible.name: root.device.name + " " + root.enlargeText
        onClicked: root.enlarge()
    }

    Grid {
        id: buttons
        readonly property real room: (root.framed ? frame.x - Theme.mm(4) : root.width - x) - x
        readonly property real cell: Math.floor((room - (columns - 1) * spacing) / columns)

        x: Theme.mm(5)
        y: words.y + words.height + Theme.mm(3)
        columns: root.framed ? 2 : 3
        spacing: Theme.mm(2)

        Repeater {
            id: presses
            model: root.device.buttons.length

            DeskButton {
                id: key
                required property int index
                readonly property var button: root.device.buttons[index] ?? ({ id: "", text: "", enabled: false, on: false })

                width: buttons.cell
                on: button.on
                text: button.text
                Accessible.name: root.device.name + " " + button.text
                enabled: button.enabled
                onClicked: {
                    if (key.visualFocus)
                        Qt.callLater(root.settle)
                    root.device.press(key.button.id)
                }
            }
        }
    }
}

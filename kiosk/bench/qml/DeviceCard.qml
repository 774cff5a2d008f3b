pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Bench

// One twin: what it is, what it looks like now, and what a hand can do with it.
Rectangle {
    id: root

    required property BenchDeviceView device

    radius: Theme.radius
    color: Theme.card
    border.width: Theme.stroke
    border.color: Theme.line

    Column {
        id: words
        x: Theme.mm(5)
        y: Theme.mm(4)
        width: parent.width - 2 * x
        spacing: Theme.mm(1)

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
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                lineHeight: 1.2
            }
        }
    }

    Rectangle {
        id: frame
        x: parent.width - width - Theme.mm(5)
        y: words.y + words.height + Theme.mm(3)
        width: parent.width * 0.36
        visible: !root.device.choosing
        height: parent.height - y - Theme.mm(5)
        radius: Theme.mm(2)
        color: Theme.off

        Image {
            id: picture
            anchors.fill: parent
            anchors.margins: Theme.mm(2)
            source: root.device.picture
            fillMode: Image.PreserveAspectFit
            verticalAlignment: Image.AlignTop
            smooth: true
            cache: false
            Accessible.role: Accessible.Graphic
            Accessible.name: root.device.note
        }

        Label {
            anchors.centerIn: parent
            width: parent.width - Theme.mm(6)
            visible: root.device.picture.toString() === ""
            text: root.device.note
            color: Theme.softInk
            font.pixelSize: Theme.capital(4.4)
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.3
        }
    }

    Grid {
        id: buttons
        readonly property real room: root.device.choosing ? root.width - 2 * x : frame.x - x - Theme.mm(4)
        readonly property real cell: Math.floor((room - (columns - 1) * spacing) / columns)

        x: Theme.mm(5)
        y: frame.y
        columns: root.device.choosing ? 3 : 2
        spacing: Theme.mm(2)

        Repeater {
            model: root.device.buttons

            BigButton {
                required property var modelData

                width: buttons.cell
                height: Theme.mm(18)
                textSize: Theme.capital(4.4)
                kind: modelData.on ? "primary" : "quiet"
                text: modelData.text
                Accessible.name: root.device.name + " " + modelData.text
                enabled: modelData.enabled
                onClicked: root.device.press(modelData.id)
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// One of a few: side by side, the chosen one filled, checked and said to be chosen.
Row {
    id: root

    property alias model: repeater.model
    property string chosen: ""
    property string chosenText: ""
    property string samples: ""
    signal picked(string key)

    readonly property real each: (width - (repeater.count - 1) * spacing) / Math.max(1, repeater.count)
    readonly property real tallest: {
        let height = Theme.smallTarget
        for (let at = 0; at < repeater.count; at++)
            height = Math.max(height, (repeater.itemAt(at) as T.AbstractButton)?.implicitHeight ?? 0)
        return height
    }
    spacing: Theme.mm(3)

    Repeater {
        id: repeater

        T.AbstractButton {
            id: segment
            required property int index
            required property string key
            required property string name
            readonly property bool on: key === root.chosen
            readonly property color front: on ? Theme.lightInk : Theme.strong

            width: root.each
            height: root.tallest
            implicitHeight: words.implicitHeight + Theme.mm(5)
            focusPolicy: Qt.StrongFocus
            text: name
            Accessible.role: Accessible.Button
            Accessible.name: name
            Accessible.description: on ? root.chosenText : ""
            onClicked: root.picked(key)

            background: Rectangle {
                radius: Theme.radius
                color: segment.on ? Theme.strong : segment.down ? Theme.tintPressed : Theme.card
                border.width: segment.down ? Theme.mm(1.4) : Theme.stroke
                border.color: Theme.line

                Ring { shown: segment.visualFocus }
            }

            contentItem: Item {
                Row {
                    anchors.centerIn: parent
                    spacing: Theme.mm(1)

                    Icon {
                        id: sign
                        anchors.verticalCenter: parent.verticalCenter
                        visible: segment.on
                        name: "check"
                        color: segment.front
                        size: Theme.mm(8)
                    }

                    Text {
                        id: words
                        anchors.verticalCenter: parent.verticalCenter
                        width: Math.min(implicitWidth, segment.width - Theme.mm(4) - (sign.visible ? sign.width + Theme.mm(1) : 0))
                        text: root.samples !== "" ? root.samples : segment.name
                        color: segment.front
                        font.family: Theme.family
                        font.pixelSize: root.samples === "" ? Theme.body
                            : [Theme.textS, Theme.textM, Theme.textL, Theme.textXL][segment.index]
                        font.weight: Font.Medium
                        wrapMode: Text.Wrap
                        lineHeight: 1.1
                        horizontalAlignment: Text.AlignHCenter
                        textFormat: Text.PlainText
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}

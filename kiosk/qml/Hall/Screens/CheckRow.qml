pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// One answer on a check page, and the key that leads back to it; without `change` it cannot be changed.
// `most`: characters shown of a long one, 0 for all. `pictures`: of scanned pages. `ink`: of a signature.
Rectangle {
    id: root

    property string label: ""
    property string value: ""
    property string change: ""
    property string changeName: ""
    property int most: 0
    property string more: ""
    property bool personal: false
    property var pictures: []
    property var ink: []
    readonly property real words: (change === "" ? width - Theme.mm(5) : key.x) - facts.x - Theme.mm(4)
    readonly property real air: Theme.mm(Theme.low ? (Theme.largest ? 0 : 3) : 6)
    readonly property bool drawn: ink.length > 0
    readonly property int fitting: Math.max(0, Math.floor((words + Theme.mm(2)) / (side + Theme.mm(2))))
    readonly property real side: Theme.mm(Theme.low ? 16 : 24)
    signal changed

    implicitHeight: Math.max(facts.height, change === "" ? 0 : key.height) + Math.max(air, change === "" ? Theme.mm(4) : 0)
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.stroke
    border.color: Theme.line

    Column {
        id: facts
        x: Theme.mm(5)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm(2)

        Fact {
            id: fact
            width: root.words
            label: root.label
            personal: root.personal
            valueSize: root.most > 0 && root.value.length > 20 ? Theme.body : Theme.title
            value: root.most === 0 || root.value.length <= root.most ? root.value
                : root.value.slice(0, Math.max(0, root.most - root.more.length - 2)) + "… " + root.more
        }

        Row {
            visible: root.pictures.length > 0
            spacing: Theme.mm(2)

            Repeater {
                model: root.pictures.slice(0, root.fitting)

                PagePicture {
                    required property url modelData
                    width: root.side
                    height: root.side
                    source: modelData
                    name: root.label
                }
            }
        }

        Item {
            visible: root.drawn
            width: Math.min(root.words, Theme.mm(Theme.low ? 60 : 90))
            height: width * 0.4
            Accessible.role: Accessible.Graphic
            Accessible.name: root.label

            Ink {
                anchors.fill: parent
                lines: root.ink
                unit: width
                pen: Theme.mm(0.8)
            }
        }
    }

    BigButton {
        id: key
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(4)
        anchors.verticalCenter: parent.verticalCenter
        visible: root.change !== ""
        kind: "secondary"
        height: Math.max(Theme.smallTarget, implicitHeight - Theme.mm(4))
        text: root.change
        Accessible.name: root.changeName
        onClicked: root.changed()
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// Where to put the card on this machine: the shelf below the screen, the right place lit.
Item {
    id: root

    property string cardText: ""
    property string codeText: ""
    property bool cardShown: true
    property bool codeShown: false
    property string reading: "waiting"
    property real unit: 1
    readonly property bool done: reading === "done"

    implicitHeight: Theme.mm(58) * unit
    Accessible.ignored: true

    Rectangle {
        id: shelf
        anchors.fill: parent
        radius: Theme.mm(5)
        color: Theme.card
        border.width: Theme.stroke
        border.color: Theme.line
    }

    Row {
        anchors.centerIn: parent
        spacing: Theme.mm(10)

        Repeater {
            model: [{ card: true, words: root.cardText, shown: root.cardShown },
                    { card: false, words: root.codeText, shown: root.codeShown }].filter(one => one.shown)

            Column {
                id: place
                required property var modelData
                spacing: Theme.mm(2)

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Theme.mm(place.modelData.card ? 50 : 32) * root.unit
                    height: Theme.mm(32) * root.unit
                    radius: Theme.mm(3)
                    color: root.done && place.modelData.card ? Theme.goodPaper : Theme.tint
                    border.width: Theme.mm(1)
                    border.color: root.done ? Theme.good : Theme.strong

                    Icon {
                        anchors.centerIn: parent
                        name: place.modelData.card ? "card" : "code"
                        size: Theme.mm(22) * root.unit
                        color: root.done ? Theme.good : Theme.strong
                    }
                }

                Label {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: place.modelData.words
                    color: Theme.softInk
                    font.pixelSize: Theme.body
                    lineHeight: 1.1
                }
            }
        }
    }
}

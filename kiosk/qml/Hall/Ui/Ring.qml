import QtQuick

// Where the keys are: a ring around what OK would press, seen in every contrast.
Rectangle {
    property bool shown: false

    anchors.fill: parent
    anchors.margins: -Theme.mm(1.9)
    visible: shown
    radius: Theme.radius + Theme.mm(1.9)
    color: "transparent"
    border.width: Theme.mm(1.3)
    border.color: Theme.ink
}

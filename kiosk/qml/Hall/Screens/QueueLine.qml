import QtQuick
import Hall.Ui

// One business and how many wait.
Item {
    id: root

    required property string name
    required property string badge
    property string closedText: ""

    implicitHeight: Math.max(service.implicitHeight, count.implicitHeight) + Theme.mm(6)

    Rectangle {
        width: parent.width
        height: Theme.stroke
        color: Theme.line
    }

    Label {
        id: service
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width * 0.58
        text: root.name
        font.pixelSize: Theme.title
        lineHeight: 1.15
    }

    Label {
        id: count
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width * 0.4
        horizontalAlignment: Text.AlignRight
        text: root.badge === "" ? root.closedText : root.badge
        color: Theme.softInk
        lineHeight: 1.15
    }
}

import QtQuick

// A code for phones, and what it gives.
Item {
    id: root

    property url picture
    property string words: ""
    property real side: Theme.mm(Theme.low || Theme.largest ? 30 : 44)

    implicitHeight: Math.max(frame.height, label.height)

    Rectangle {
        id: frame
        anchors.verticalCenter: parent.verticalCenter
        width: root.side
        height: width
        color: "white"

        Image {
            anchors.fill: parent
            source: root.picture
            smooth: false
            cache: false
            fillMode: Image.PreserveAspectFit
            Accessible.role: Accessible.Graphic
            Accessible.name: root.words
        }
    }

    Label {
        id: label
        anchors.verticalCenter: parent.verticalCenter
        x: frame.width + Theme.mm(5)
        width: root.width - x
        text: root.words
        font.pixelSize: Theme.action
        lineHeight: 1.2
    }
}

import QtQuick
import Hall.Ui

// Who is on the way or stands by, above every page.
Rectangle {
    id: root

    property string words: ""
    property real most: 0

    visible: words !== ""
    width: Math.min(most, label.x + label.implicitWidth + Theme.mm(4))
    radius: Theme.radius
    color: Theme.goodPaper

    Icon {
        id: sign
        x: Theme.mm(4)
        anchors.verticalCenter: parent.verticalCenter
        name: "people"
        color: Theme.good
        size: Theme.mm(8)
    }

    Label {
        id: label
        x: sign.x + sign.width + Theme.mm(3)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, root.most - x - Theme.mm(4))
        text: root.words
        color: Theme.good
        font.pixelSize: Theme.textS
        font.weight: Font.Bold
        lineHeight: 1.1
    }
}

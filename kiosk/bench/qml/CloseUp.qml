import QtQuick
import Hall.Ui

// A piece of paper held before the eyes; any key or press puts it away.
Rectangle {
    id: root

    property url picture
    property string text: ""
    property string note: ""

    signal closed()

    visible: picture.toString() !== ""
    color: Theme.off
    onVisibleChanged: if (visible) away.forceActiveFocus()

    MouseArea {
        anchors.fill: parent
        onClicked: root.closed()
    }

    Image {
        anchors.fill: parent
        anchors.margins: Theme.mm(5)
        anchors.bottomMargin: away.height + Theme.mm(10)
        source: root.picture
        fillMode: Image.PreserveAspectFit
        mipmap: true
        cache: false
        Accessible.role: Accessible.Graphic
        Accessible.name: root.note
    }

    DeskButton {
        id: away
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height - height - Theme.mm(5)
        text: root.text
        Keys.onEscapePressed: root.closed()
        onClicked: root.closed()
    }
}

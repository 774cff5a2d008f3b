import QtQuick
import QtQuick.Templates as T
import Hall.Ui

// The paper at a printer's exit; pressed, it is shown large.
T.AbstractButton {
    id: root

    property url picture
    property string note: ""
    readonly property bool there: picture.toString() !== ""

    enabled: there
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.mm(3)
        color: Theme.off
        border.width: root.visualFocus ? Theme.mm(1.2) : root.hovered ? Theme.stroke : 0
        border.color: root.visualFocus ? Theme.ink : Theme.strong
    }

    contentItem: Item {
        Image {
            anchors.fill: parent
            anchors.margins: Theme.mm(2)
            anchors.bottomMargin: hint.height + Theme.mm(3)
            source: root.picture
            fillMode: Image.PreserveAspectFit
            verticalAlignment: Image.AlignTop
            mipmap: true
            cache: false
            Accessible.role: Accessible.Graphic
            Accessible.name: root.note
            Accessible.ignored: !root.there
        }

        Label {
            id: hint
            anchors.horizontalCenter: parent.horizontalCenter
            y: root.there ? parent.height - height - Theme.mm(2) : (parent.height - height) / 2
            width: parent.width - Theme.mm(6)
            text: root.there ? root.text : root.note
            color: root.there ? Theme.strong : Theme.softInk
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.2
            Accessible.ignored: root.there
        }
    }
}

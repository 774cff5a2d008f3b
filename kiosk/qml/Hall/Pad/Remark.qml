import QtQuick
import QtQuick.Templates as T
import Hall.Ui

// One ready-made remark: taken or not, told by its sign, its filling, and in words to those who do not see.
T.AbstractButton {
    id: root

    property bool taken: false
    // The smallest type, in parts of the usual.
    property real least: 0.82
    property string takenText: ""
    // What one answers is nobody else's business.
    readonly property bool hushed: true
    readonly property color front: taken ? Theme.lightInk : Theme.strong

    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: taken ? takenText : ""

    background: Rectangle {
        radius: Theme.radius
        color: root.taken ? Theme.strong : root.down ? Theme.tintPressed : Theme.card
        border.width: root.down ? Theme.mm(1.4) : Theme.stroke
        border.color: Theme.line

        Ring { shown: root.visualFocus }
    }

    contentItem: Item {
        Icon {
            id: sign
            visible: !Theme.largest || root.taken
            x: Theme.mm(3)
            anchors.verticalCenter: parent.verticalCenter
            name: root.taken ? "check" : "plus"
            color: root.front
            size: Theme.mm(7)
        }

        Text {
            x: sign.visible ? sign.x + sign.width + Theme.mm(2) : Theme.mm(3)
            width: root.width - x - Theme.mm(2)
            height: root.height
            verticalAlignment: Text.AlignVCenter
            text: root.text
            color: root.front
            font.family: Theme.family
            font.pixelSize: Theme.body
            wrapMode: Text.Wrap
            lineHeight: root.least < 0.7 || Theme.large ? 0.95 : 1.05
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.round(Theme.textS * root.least * (Theme.large && root.least > 0.7 ? 0.84 : 1))
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}

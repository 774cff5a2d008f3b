import QtQuick
import QtQuick.Templates as T

// A wide button: icon and words. `kind`: primary (one to a page), secondary or quiet.
T.AbstractButton {
    id: root

    property string kind: "secondary"
    property string iconName: ""
    property int textSize: Theme.action
    readonly property color front: kind === "primary" && enabled ? Theme.lightInk : enabled ? Theme.strong : Theme.softInk
    readonly property color back: !enabled ? Theme.off
        : kind === "primary" ? (down ? Theme.strongPressed : Theme.strong)
        : kind === "secondary" ? (down ? Theme.tintPressed : Theme.tint)
        : (down ? Theme.tint : Theme.card)

    implicitWidth: row.implicitWidth + Theme.mm(12)
    implicitHeight: Math.max(kind === "quiet" ? Theme.smallTarget : Theme.target, words.implicitHeight + Theme.mm(5))
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: Theme.radius
        color: root.back
        border.width: root.kind === "primary" || !root.enabled ? 0 : root.down ? Theme.mm(1.4) : Theme.stroke
        border.color: root.kind === "quiet" || Theme.plain ? Theme.line : Theme.tintPressed

        Ring { shown: root.visualFocus }
    }

    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.mm(3)

            Icon {
                id: sign
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconName !== ""
                name: root.iconName
                color: root.front
                size: root.textSize * 1.2
            }

            Text {
                id: words
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, root.width - Theme.mm(8) - (sign.visible ? sign.width + row.spacing : 0))
                text: root.text
                color: root.front
                font.family: Theme.family
                font.pixelSize: root.textSize
                font.weight: root.kind === "quiet" ? Font.Normal : Font.Medium
                wrapMode: Text.Wrap
                horizontalAlignment: sign.visible ? Text.AlignLeft : Text.AlignHCenter
                textFormat: Text.PlainText
                Accessible.ignored: true
            }
        }
    }
}

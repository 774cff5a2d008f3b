import QtQuick

// One place of a plan: a window's number, or the sign of what it is; filled where one stands and where one wants to go.
Rectangle {
    id: root

    property var mark: ({})
    property real dot: Theme.mark
    readonly property bool strong: mark.kind === "here" || mark.kind === "chosen"
    readonly property real side: dot * (mark.kind === "chosen" ? 1.35 : 1)

    x: mark.px - width / 2
    y: mark.py - height / 2
    z: strong ? 1 : 0
    width: side
    height: side
    radius: mark.text !== "" ? Theme.mm(2) : side / 2
    color: strong ? Theme.strong : Theme.tint
    border.width: Theme.plain || strong ? Theme.stroke : 0
    border.color: Theme.line

    Icon {
        anchors.centerIn: parent
        visible: root.mark.text === ""
        name: root.mark.icon || "info"
        color: root.strong ? Theme.lightInk : Theme.strong
        size: root.side * 0.7
    }

    Text {
        anchors.centerIn: parent
        visible: text !== ""
        text: root.mark.text
        color: root.strong ? Theme.lightInk : Theme.strong
        font.family: Theme.family
        font.pixelSize: Theme.markText
        font.weight: Font.Bold
        Accessible.ignored: true
    }
}

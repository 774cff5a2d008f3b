import QtQuick

// Where a name is written with a finger or a pen. `lines`: those that stand, in parts of the width; `drawn`: one more of them.
Rectangle {
    id: root

    property var lines: []
    property string hint: ""
    property string name: ""
    property bool wrong: false
    property var line: []
    readonly property bool empty: lines.length === 0 && line.length === 0
    signal drawn(var points)

    radius: Theme.radius
    color: Theme.card
    border.width: Theme.mm(wrong ? 1 : 0.5)
    border.color: wrong ? Theme.danger : Theme.strong
    Accessible.role: Accessible.Graphic
    Accessible.name: root.name

    Rectangle {
        x: Theme.mm(10)
        y: Math.round(root.height * 0.78)
        width: root.width - 2 * x
        height: Theme.stroke
        color: Theme.line
        Accessible.ignored: true
    }

    Label {
        anchors.centerIn: parent
        width: root.width - Theme.mm(16)
        visible: root.empty
        text: root.hint
        color: Theme.softInk
        horizontalAlignment: Text.AlignHCenter
        lineHeight: 1.2
    }

    Ink {
        anchors.fill: parent
        lines: [...root.lines, root.line]
        unit: root.width
    }

    MouseArea {
        anchors.fill: parent
        preventStealing: true
        onPressed: mouse => root.draw(mouse.x, mouse.y)
        onPositionChanged: mouse => root.draw(mouse.x, mouse.y)
        onReleased: root.lift()
        onCanceled: root.lift()
    }

    function draw(x: real, y: real) {
        root.line = [...root.line, Math.max(0, Math.min(1, x / root.width)),
                     Math.max(0, Math.min(root.height, y)) / root.width]
    }

    function lift() {
        if (root.line.length === 0)
            return
        const points = root.line
        root.line = []
        root.drawn(points)
    }
}

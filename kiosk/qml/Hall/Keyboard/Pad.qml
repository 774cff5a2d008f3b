import QtQuick
import Hall.Kiosk
import Hall.Ui

// Where one character is written with a finger, and the keys beside it.
Item {
    id: root

    required property KeyboardModel keyboard
    property var t: ({})
    property real gap: Theme.mm(2.7)
    property var lines: []
    property var line: []

    Rectangle {
        id: paper
        width: side.x - root.gap
        height: parent.height
        radius: Theme.mm(2.5)
        color: Theme.card
        border.width: Theme.mm(0.5)
        border.color: Theme.strong
        Accessible.role: Accessible.Graphic
        Accessible.name: root.t["typing.pad"]

        Label {
            anchors.centerIn: parent
            visible: root.lines.length + root.line.length === 0
            text: root.t["typing.write"]
            color: Theme.softInk
            wrapMode: Text.NoWrap
        }

        Ink {
            anchors.fill: parent
            lines: [...root.lines, root.line]
        }

        MouseArea {
            anchors.fill: parent
            preventStealing: true
            onPressed: mouse => root.draw(mouse.x, mouse.y)
            onPositionChanged: mouse => root.draw(mouse.x, mouse.y)
            onReleased: root.lift()
            onCanceled: root.lift()
        }
    }

    KeyRows {
        id: side
        anchors.right: parent.right
        width: Theme.mm(50)
        height: parent.height
        gap: root.gap
        columns: 3
        rows: [
            ["，", "。", "？"],
            ["！", { text: root.t["typing.space"], does: "space", across: 2 }],
            [{ text: root.t["typing.clear"], does: "clear", across: 3 }],
            [{ text: "", name: root.t["typing.erase"], icon: "delete", does: "erase", across: 3 }]
        ]
        onKey: text => root.keyboard.press(text)
        onDoes: what => what === "clear" ? root.keyboard.clear() : what === "erase" ? root.keyboard.erase() : root.keyboard.press(" ")
    }

    Connections {
        target: root.keyboard

        function onChanged() {
            if (root.keyboard.drawn >= root.lines.length)
                return
            root.lines = root.lines.slice(0, root.keyboard.drawn)
        }
    }

    function draw(x: real, y: real) {
        root.line = [...root.line, Math.max(0, Math.min(paper.width, x)), Math.max(0, Math.min(paper.height, y))]
    }

    // The pad is wide: what was written keeps its shape in the square that the engine looks at.
    function lift() {
        if (root.line.length === 0)
            return
        const scale = 1000 / Math.max(paper.width, paper.height)
        const points = root.line.map(each => each * scale)
        root.lines = [...root.lines, root.line]
        root.line = []
        root.keyboard.stroke(points)
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes

// A floor as a calm drawing: walls, windows by number, places by sign, where one stands and the way to the chosen one.
// `marks` come with the most important first; what would lie on another is left out. Nothing of it is touched: the list is.
Item {
    id: root
    objectName: "plan"

    property real across: 1
    property real down: 1
    property url picture
    property var walls: []
    property var marks: []
    property var path: []
    property string youText: ""
    property string words: ""
    property bool high: false

    readonly property real dot: Theme.mark
    readonly property real edge: dot * 0.7
    readonly property real scaling: Math.min((width - 2 * edge) / across, (height - 2 * edge) / down)
    readonly property real west: (width - across * scaling) / 2
    readonly property real north: high ? edge : (height - down * scaling) / 2
    readonly property var shown: spread()

    Accessible.role: Accessible.Graphic
    Accessible.name: words

    function along(x: real): real {
        return west + x * scaling
    }

    function below(y: real): real {
        return north + y * scaling
    }

    // What there is room for: no mark upon another, none upon the words beside where one stands.
    function spread(): var {
        const kept = []
        for (const mark of marks) {
            const x = along(mark.x), y = below(mark.y)
            const free = kept.every(one => Math.hypot(one.px - x, one.py - y) >= dot * 1.2
                && !(one.kind === "here" && Math.abs(y - one.py) < dot && (x - one.px) * side(one.px) > 0
                     && Math.abs(x - one.px) < you.implicitWidth + dot * 1.6))
            if (free || mark.kind === "chosen")
                kept.push({ px: x, py: y, icon: mark.icon, text: mark.text, kind: mark.kind })
        }
        return kept
    }

    // Words stand on the side where there is more room.
    function side(x: real): int {
        return x > width / 2 ? -1 : 1
    }

    function drawn(line: var): string {
        let said = ""
        for (let at = 0; at + 1 < line.length; at += 2)
            said += (at ? " L " : " M ") + along(line[at]) + " " + below(line[at + 1])
        return said
    }

    Rectangle {
        x: root.west - root.edge
        y: root.north - root.edge
        width: root.across * root.scaling + 2 * root.edge
        height: root.down * root.scaling + 2 * root.edge
        radius: Theme.radius
        color: Theme.card
        border.width: Theme.stroke
        border.color: Theme.line

        Image {
            anchors.fill: parent
            anchors.margins: root.edge
            visible: String(root.picture) !== ""
            source: root.picture
            fillMode: Image.Stretch
            sourceSize.width: width
            sourceSize.height: height
            Accessible.ignored: true
        }
    }

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: Theme.softInk
            strokeWidth: Theme.mm(0.8)
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: root.walls.map(line => root.drawn(line)).join(" ") || "M 0 0" }
        }

        ShapePath {
            strokeColor: Theme.strong
            strokeWidth: Theme.mm(1.8)
            strokeStyle: ShapePath.DashLine
            dashPattern: [1.4, 1.6]
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: root.drawn(root.path) || "M 0 0" }
        }
    }

    Repeater {
        model: root.shown

        MapMark {
            required property var modelData
            mark: modelData
            dot: root.dot
        }
    }

    Rectangle {
        readonly property var here: root.shown.find(one => one.kind === "here")
        visible: here !== undefined
        x: here === undefined ? 0 : root.side(here.px) > 0 ? here.px + root.dot * 0.6 : here.px - root.dot * 0.6 - width
        y: here === undefined ? 0 : here.py - height / 2
        width: you.implicitWidth + Theme.mm(2)
        height: you.implicitHeight
        color: Theme.card

        Text {
            id: you
            anchors.centerIn: parent
            text: root.youText
            color: Theme.strong
            font.family: Theme.family
            font.pixelSize: Theme.markText
            font.weight: Font.Bold
            Accessible.ignored: true
        }
    }
}

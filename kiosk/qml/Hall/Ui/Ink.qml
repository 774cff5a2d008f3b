import QtQuick

// Lines drawn with a finger: each x, y, x, y…, in units of `unit` pixels.
Canvas {
    id: root

    property var lines: []
    property real unit: 1
    property real pen: Theme.mm(1.8)
    property color color: Theme.ink

    renderStrategy: Canvas.Immediate
    Accessible.ignored: true
    onLinesChanged: requestPaint()
    onUnitChanged: requestPaint()
    onColorChanged: requestPaint()

    onPaint: {
        const context = getContext("2d")
        context.reset()
        context.lineWidth = root.pen
        context.lineCap = "round"
        context.lineJoin = "round"
        context.strokeStyle = root.color
        for (const drawn of root.lines) {
            if (drawn.length < 2)
                continue
            context.beginPath()
            context.moveTo(drawn[0] * root.unit, drawn[1] * root.unit)
            for (let at = 2; at < drawn.length; at += 2)
                context.lineTo(drawn[at] * root.unit, drawn[at + 1] * root.unit)
            context.lineTo(drawn[drawn.length - 2] * root.unit + 0.5, drawn[drawn.length - 1] * root.unit)
            context.stroke()
        }
    }
}

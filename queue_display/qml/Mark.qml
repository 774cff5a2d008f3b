import QtQuick
import QtQuick.Shapes

// A state as a shape: circle (live), triangle (old data), ring (connecting), mute (not heard),
// again (called once more), local (called by its window alone), pause, alarm (an emergency).
Item {
    id: root

    required property string kind
    property color color: "white"
    property real size: 20
    readonly property var drawings: ({
        "circle": "M12 3 A9 9 0 1 1 11.9 3 Z",
        "ring": "M12 3 A9 9 0 1 1 11.9 3 Z",
        "mute": "M12 3 A9 9 0 1 1 11.9 3 Z M5.6 5.6 L18.4 18.4",
        "triangle": "M12 3 L22 21 H2 Z",
        "local": "M3 20 V8 L12 3 L21 8 V20 M8 20 V13 H16 V20",
        "pause": "M8 4 V20 M16 4 V20",
        "alarm": "M12 3 L22 21 H2 Z M12 9 V14.5 M12 17.6 V17.7",
        "again": "M20 12 A8 8 0 1 1 17 5.8 M17 1.5 V6.5 H12"
    })
    readonly property bool filled: kind === "circle" || kind === "triangle"

    width: size
    height: size

    Shape {
        width: 24
        height: 24
        scale: root.size / 24
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: root.color
            strokeWidth: 2.6
            fillColor: root.filled ? root.color : "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: root.drawings[root.kind] ?? ""
            }
        }
    }
}

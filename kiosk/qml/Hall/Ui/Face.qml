import QtQuick
import QtQuick.Shapes

// A face on a field of 24 by 24: the mouth alone tells the five apart.
Item {
    id: root

    required property int stars
    property real size: Theme.mm(26)
    readonly property var mouths: [
        "M7.5 17.5 C9.5 13.5 14.5 13.5 16.5 17.5",
        "M8 16.8 C10 14.8 14 14.8 16 16.8",
        "M8 16 H16",
        "M8 15 C10 17.2 14 17.2 16 15",
        "M7 14 C9 19 15 19 17 14 Z"
    ]

    implicitWidth: size
    implicitHeight: size
    width: size
    height: size
    Accessible.ignored: true

    Shape {
        width: 24
        height: 24
        scale: root.size / 24
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: Theme.strong
            strokeWidth: 1.2
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: "M12 22 A10 10 0 1 0 12 2 A10 10 0 1 0 12 22 M8.5 9 V10.5 M15.5 9 V10.5 " + root.mouths[root.stars - 1] }
        }
    }
}

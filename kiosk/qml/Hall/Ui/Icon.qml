import QtQuick
import QtQuick.Shapes

// A line icon, drawn on a field of 24 by 24, one stroke wide.
Item {
    id: root

    required property string name
    property color color: Theme.strong
    property real size: Theme.mm(10)

    readonly property var drawings: ({
        "ticket": "M4 4 H20 V9 A3 3 0 0 0 20 15 V20 H4 V15 A3 3 0 0 0 4 9 Z M9 9 H15 M9 13 H15",
        "form": "M6 3 H15 L19 7 V21 H6 Z M14 3 V8 H19 M9 12 H16 M9 16 H14",
        "card": "M3 5 H21 V19 H3 Z M6 15 V14 A2.5 2.5 0 0 1 11 14 V15 M8.5 10.5 A1.5 1.5 0 1 0 8.5 7.5 A1.5 1.5 0 1 0 8.5 10.5 M14 10 H18 M14 14 H18",
        "code": "M4 4 H9 V9 H4 Z M15 4 H20 V9 H15 Z M4 15 H9 V20 H4 Z M14 14 H16 V16 M20 14 V17 H18 V20 H14 V18",
        "phone": "M7 2 H17 V22 H7 Z M11 19 H13",
        "call": "M5 4 H9 L11 9 L8 11 C9 13.5 10.5 15 13 16 L15 13 L20 15 V19 C12 21 3 12 5 4 Z",
        "person": "M12 12 A4 4 0 1 0 12 4 A4 4 0 1 0 12 12 M4 21 C4 16 8 14.5 12 14.5 C16 14.5 20 16 20 21",
        "people": "M9 11 A3.5 3.5 0 1 0 9 4 A3.5 3.5 0 1 0 9 11 M2 20 C2 15.5 5 14 9 14 C13 14 16 15.5 16 20 M16 4.5 A3.5 3.5 0 0 1 16 10.5 M18 14.5 C20.5 15 22 17 22 20",
        "check": "M4 12.5 L10 18 L20 6",
        "warn": "M12 3 L22 20 H2 Z M12 10 V14 M12 17 V17.4",
        "info": "M12 21 A9 9 0 1 0 12 3 A9 9 0 1 0 12 21 M12 11 V16 M12 7.6 V8",
        "help": "M12 21 A9 9 0 1 0 12 3 A9 9 0 1 0 12 21 M9 9.5 C9 6 15 6 15 9.5 C15 12 12 11.5 12 14 M12 16.8 V17.2",
        "printer": "M7 9 V3 H17 V9 M7 17 H4 V9 H20 V17 H17 M7 14 H17 V21 H7 Z",
        "back": "M14 5 L7 12 L14 19",
        "forward": "M10 5 L17 12 L10 19",
        "down": "M5 9 L12 16 L19 9",
        "up": "M5 15 L12 8 L19 15",
        "home": "M4 11 L12 4 L20 11 V20 H14 V14 H10 V20 H4 Z",
        "exit": "M14 4 H5 V20 H14 M10 12 H21 M17 8 L21 12 L17 16",
        "language": "M12 21 A9 9 0 1 0 12 3 A9 9 0 1 0 12 21 M3 12 H21 M12 3 C7.5 8 7.5 16 12 21 M12 3 C16.5 8 16.5 16 12 21",
        "large": "M3 19 L8.5 5 L14 19 M5 14 H12 M19 8 V18 M14.5 13 H23.5",
        "clock": "M12 21 A9 9 0 1 0 12 3 A9 9 0 1 0 12 21 M12 7 V12 L15.5 14.5",
        "offline": "M3 9 C8 4 16 4 21 9 M6.5 13 C9.5 10 14.5 10 17.5 13 M10 17 C11 16 13 16 14 17 M4 3 L20 21",
        "delete": "M8 5 H21 V19 H8 L2 12 Z M12 9 L17 15 M17 9 L12 15",
        "sound": "M4 9 H8 L13 5 V19 L8 15 H4 Z M16 9 A4 4 0 0 1 16 15 M18.5 6.5 A8 8 0 0 1 18.5 17.5",
        "silent": "M4 9 H8 L13 5 V19 L8 15 H4 Z M16.5 9.5 L21.5 14.5 M21.5 9.5 L16.5 14.5",
        "sliders": "M4 7 H12 M16 7 H20 M14 4.5 V9.5 M4 12 H7 M11 12 H20 M9 9.5 V14.5 M4 17 H14 M18 17 H20 M16 14.5 V19.5",
        "copy": "M8 3 H17 L20 6 V17 H8 Z M8 7 H4 V21 H16 V17 M11 9 H17 M11 13 H17",
        "plus": "M12 5 V19 M5 12 H19",
        "minus": "M5 12 H19",
        "again": "M20 12 A8 8 0 1 1 17 5.8 M17 2 V6.5 H12.5",
        "locker": "M4 3 H20 V21 H4 Z M12 3 V21 M4 12 H20 M9.5 7 V8.5 M17.5 7 V8.5 M9.5 16 V17.5 M17.5 16 V17.5",
        "eye": "M2 12 C6 5 18 5 22 12 C18 19 6 19 2 12 Z M12 15 A3 3 0 1 0 12 9 A3 3 0 1 0 12 15",
        "hidden": "M2 12 C6 5 18 5 22 12 C18 19 6 19 2 12 Z M4 20 L20 4",
        "camera": "M3 7 H7 L9 4.5 H15 L17 7 H21 V19 H3 Z M12 16.5 A3.5 3.5 0 1 0 12 9.5 A3.5 3.5 0 1 0 12 16.5",
        "feeder": "M7 10 V3 H17 V10 M3 10 H21 V18 H3 Z M7 14 H17 M7 21 H17",
        "calendar": "M4 5 H20 V20 H4 Z M4 10 H20 M8 3 V7 M16 3 V7 M9 15 L11.5 17 L15.5 13",
        "pen": "M4 20 L5 15 L16 4 L20 8 L9 19 Z M13.5 6.5 L17.5 10.5",
        "licence": "M4 4 H20 V16 H4 Z M8 8 H16 M8 12 H12 M14 16 V21 L16 19.5 L18 21 V16",
        "stop": "M6 6 H18 V18 H6 Z",
        "skip": "M3 12 H15 M10.5 7.5 L15 12 L10.5 16.5 M20 5 V19",
        "face": "M12 21 A9 9 0 1 0 12 3 A9 9 0 1 0 12 21 M9 9 V10.5 M15 9 V10.5 M8 14.5 C10 17 14 17 16 14.5",
        "touch": "M9 12 V5 A1.8 1.8 0 0 1 12.6 5 V11 L18 12.5 V17 C18 19.5 16.5 21.5 14 21.5 H12 C10 21.5 9 20.5 8 19 L5 14.5 C5.5 13 7.5 13 9 15 Z"
    })

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Shape {
        width: 24
        height: 24
        scale: root.size / 24
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: root.color
            strokeWidth: 1.6
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: root.drawings[root.name] ?? PlaceDrawings.paths[root.name] ?? root.drawings["info"]
            }
        }
    }
}

pragma Singleton
import QtQuick

// Sizes in millimetres of the real screen; colours at 10:1 or better, in black and white at 20:1. One strong colour: deep teal.
// `size`: 0 to 3, what the citizen chose; `large`: anything but the usual. `low`: a room of little height.
// `reachTop`: nothing to touch above it, in pixels of a page; 0 for anywhere. `elder`: one choice to a row. `contrast`: usual, black or white.
QtObject {
    property real pxPerMm: 4
    property int size: 0
    property bool low: false
    property real reachTop: 0
    property bool elder: false
    property string contrast: "usual"
    readonly property bool large: size > 0
    readonly property bool largest: size > 2
    readonly property bool plain: contrast !== "usual"

    readonly property string family: "Noto Sans CJK SC"

    readonly property color ground: contrast === "black" ? "#000000" : "#FFFFFF"
    readonly property color front: contrast === "black" ? "#FFFFFF" : "#000000"
    readonly property color paper: plain ? ground : "#F4F7F7"
    readonly property color card: plain ? ground : "#FFFFFF"
    readonly property color ink: plain ? front : "#13242B"
    readonly property color softInk: plain ? front : "#26363E"
    readonly property color strong: plain ? front : "#063C43"
    readonly property color strongPressed: plain ? front : "#04292E"
    readonly property color lightInk: plain ? ground : "#FFFFFF"
    readonly property color tint: plain ? ground : "#E6F2F2"
    readonly property color tintPressed: plain ? ground : "#E0EFEF"
    readonly property color off: plain ? ground : "#E6EBEC"
    readonly property color line: plain ? front : "#C4D0D2"
    readonly property color danger: plain ? front : "#6B0F0F"
    readonly property color dangerPaper: plain ? ground : "#FCEDEC"
    readonly property color warn: plain ? front : "#4A2F00"
    readonly property color warnPaper: plain ? ground : "#FFF3D9"
    readonly property color good: plain ? front : "#0A3D24"
    readonly property color goodPaper: plain ? ground : "#E4F4EA"

    // What may be written on what: no screen uses another pair, and a test measures each.
    readonly property var pairs: [
        [ink, paper], [ink, card], [ink, tint], [softInk, paper], [softInk, card], [softInk, off],
        [strong, paper], [strong, card], [strong, tint], [strong, tintPressed],
        [lightInk, strong], [lightInk, strongPressed], [softInk, tint], [softInk, tintPressed],
        [danger, dangerPaper], [warn, warnPaper], [good, goodPaper]
    ]

    // Text by the height of its capitals: 5.2, 6.4, 7.3 and 8.8 mm; 7.3 is the most where there is little height.
    readonly property int textS: capital(5.2)
    readonly property int textM: capital(6.4)
    readonly property int textL: capital(7.3)
    readonly property int textXL: capital(8.8)
    readonly property int body: low ? capital([5.2, 6, 6.6, 7.3][size]) : [textS, textM, textL, textXL][size]
    readonly property int title: low ? textL : capital([7.3, 8, 8.8, 9.6][size])
    readonly property int heading: low ? title : capital([8.8, 9.6, 10.4, 11.4][size])
    readonly property int action: low ? body : size > 1 ? textXL : capital(size === 1 ? 8 : 7.3)
    readonly property int choice: low ? title : capital([8.8, 9.6, 10.5, 11.4][size])
    readonly property int digit: capital([8.8, 10, 11.4, 13][size])
    readonly property int letter: capital([7.3, 8, 8.8, 9.6][size])
    readonly property int number: capital(low ? 14 : large ? 36 : 30)
    readonly property real lineHeight: low ? 1.2 : 1.4

    readonly property real gap: mm(4)
    readonly property real margin: mm(10)
    readonly property real radius: mm(4)
    readonly property real target: mm(20)
    readonly property real smallTarget: mm(14)
    readonly property real sign: mm(low ? [14, 14, 15, 16][size] : [18, 20, 22, 24][size])
    readonly property real mark: mm([11, 12, 13.5, 15][size])
    readonly property int markText: capital([5.2, 5.8, 6.4, 7.3][size])
    readonly property real stroke: Math.max(1, mm(plain ? 0.8 : 0.4))

    // Millimetres to pixels.
    function mm(length: real): real {
        return Math.round(length * pxPerMm)
    }

    // Pixel size of Noto Sans CJK SC whose capitals are that many millimetres high (733 of 1000 units).
    function capital(height: real): int {
        return Math.ceil(height * pxPerMm / 0.733)
    }
}

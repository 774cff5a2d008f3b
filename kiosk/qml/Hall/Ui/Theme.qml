pragma Singleton
import QtQuick

// Sizes in millimetres of the real screen, colours at 10:1 or better. One strong colour: deep teal.
// `large`: for those who see less well. `low`: a screen of little height.
QtObject {
    property real pxPerMm: 4
    property bool large: false
    property bool low: false

    readonly property string family: "Noto Sans CJK SC"

    readonly property color paper: "#F4F7F7"
    readonly property color card: "#FFFFFF"
    readonly property color ink: "#13242B"
    readonly property color softInk: "#26363E"
    readonly property color strong: "#063C43"
    readonly property color strongPressed: "#04292E"
    readonly property color lightInk: "#FFFFFF"
    readonly property color tint: "#E6F2F2"
    readonly property color tintPressed: "#D3E6E6"
    readonly property color off: "#E6EBEC"
    readonly property color line: "#C4D0D2"
    readonly property color danger: "#6B0F0F"
    readonly property color dangerPaper: "#FCEDEC"
    readonly property color warn: "#4A2F00"
    readonly property color warnPaper: "#FFF3D9"
    readonly property color good: "#0A3D24"
    readonly property color goodPaper: "#E4F4EA"

    // Text by the height of its capitals: 5.2, 7.3 and 8.8 mm.
    readonly property int textS: capital(5.2)
    readonly property int textL: capital(7.3)
    readonly property int textXL: capital(8.8)
    readonly property int body: large ? textL : textS
    readonly property int title: large && !low ? textXL : textL
    readonly property int action: low ? body : large ? textXL : textL
    readonly property int choice: low ? title : large ? capital(10.5) : textXL
    readonly property int number: capital(low ? 14 : large ? 36 : 30)
    readonly property real lineHeight: low ? 1.2 : 1.4

    readonly property real gap: mm(4)
    readonly property real margin: mm(10)
    readonly property real radius: mm(4)
    readonly property real target: mm(20)
    readonly property real smallTarget: mm(14)
    readonly property real stroke: Math.max(1, mm(0.4))

    // Millimetres to pixels.
    function mm(length: real): real {
        return Math.round(length * pxPerMm)
    }

    // Pixel size of Noto Sans CJK SC whose capitals are that many millimetres high (733 of 1000 units).
    function capital(height: real): int {
        return Math.ceil(height * pxPerMm / 0.733)
    }
}

import QtQuick
import Hall.Ui

// The bar: back, rather not, read aloud, display and sound, the other language. Each has its place on every page; a
// narrow screen has what belongs to the page in a row of its own above the rest.
Item {
    id: root

    required property PadModels models
    readonly property var t: models.texts.t
    readonly property string screen: models.pad.screen
    readonly property real space: Theme.mm(3)
    readonly property bool narrow: width < Theme.mm(210)
    readonly property bool asks: back.visible || leave.visible
    readonly property real each: (width - 2 * Theme.margin - (narrow ? 2 : 4) * space) / (narrow ? 3 : 5)
    readonly property real tallest: Math.max(back.implicitHeight, leave.implicitHeight, read.implicitHeight, comfort.implicitHeight, language.implicitHeight)

    height: (narrow && asks ? 2 : 1) * (tallest + space) + space

    Rectangle {
        width: parent.width
        height: Theme.stroke
        color: Theme.line
    }

    Row {
        x: Theme.margin
        y: root.space
        spacing: root.space

        BarKey {
            id: back
            width: root.each
            height: root.tallest
            visible: ["tags", "words", "numbers", "sign"].includes(root.screen)
            iconName: "back"
            text: root.t["common.back"]
            onClicked: root.models.pad.back()
        }

        BarKey {
            id: leave
            width: root.each
            height: root.tallest
            visible: ["faces", "tags", "words", "province"].includes(root.screen)
            iconName: "exit"
            text: root.t["pad.leave"]
            onClicked: root.models.pad.leave()
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: root.height - height - root.space
        spacing: root.space

        BarKey {
            id: read
            width: root.each
            height: root.tallest
            visible: root.models.comfort.speaker
            iconName: "sound"
            text: root.t["comfort.read"]
            onClicked: root.models.comfort.read()
        }

        BarKey {
            id: comfort
            width: root.each
            height: root.tallest
            iconName: "sliders"
            text: root.t["comfort.key"]
            onClicked: root.models.comfort.open(root.screen !== "comfort")
        }

        BarKey {
            id: language
            width: root.each
            height: root.tallest
            iconName: "language"
            text: root.t["common.other_language"]
            onClicked: root.models.pad.language()
        }
    }
}

import QtQuick
import Hall.Ui

// The same six places on every page: back (or the elder mode, where nothing is behind), read, display and sound,
// language, help, end.
Item {
    id: root

    required property Models models
    property bool backShown: false
    property bool finishShown: false
    property bool open: false
    readonly property real edge: Theme.mm(Theme.low ? 3 : 4)
    readonly property var t: models.texts.t
    readonly property real space: Theme.mm(3)
    readonly property real keyWidth: (width - 2 * Theme.margin - 5 * space) / 6
    readonly property real keyHeight: Math.max(back.implicitHeight, large.implicitHeight, read.implicitHeight,
                                               comfort.implicitHeight, language.implicitHeight,
                                               help.implicitHeight, finish.implicitHeight)

    implicitHeight: keyHeight + 2 * edge

    Rectangle {
        width: parent.width
        height: Theme.stroke
        color: Theme.line
    }

    Row {
        x: Theme.margin
        y: root.edge
        spacing: root.space

        Item {
            width: root.keyWidth
            height: root.keyHeight

            BarKey {
                id: back
                anchors.fill: parent
                visible: root.backShown
                iconName: "back"
                text: root.t["common.back"]
                onClicked: root.models.visit.back()
            }

            BarKey {
                id: large
                anchors.fill: parent
                visible: !root.backShown
                iconName: "large"
                text: root.models.comfort.elder ? root.t["common.standard"] : root.t["common.large"]
                onClicked: root.models.visit.enlarge(!root.models.comfort.elder)
            }
        }

        BarKey {
            id: read
            width: root.keyWidth
            height: root.keyHeight
            enabled: root.models.comfort.speaker
            iconName: enabled ? "sound" : "silent"
            text: enabled ? root.t["comfort.read"] : root.t["comfort.no_voice"]
            onClicked: root.models.comfort.read()
        }

        BarKey {
            id: comfort
            width: root.keyWidth
            height: root.keyHeight
            iconName: "sliders"
            text: root.t["comfort.key"]
            onClicked: root.models.comfort.open(!root.open)
        }

        BarKey {
            id: language
            width: root.keyWidth
            height: root.keyHeight
            iconName: "language"
            text: root.t["common.other_language"]
            onClicked: root.models.visit.speak(root.models.texts.language === "zh" ? "en" : "zh")
        }

        BarKey {
            id: help
            width: root.keyWidth
            height: root.keyHeight
            iconName: "help"
            text: root.t["common.help"]
            onClicked: root.models.visit.help(true)
        }

        Item {
            width: root.keyWidth
            height: root.keyHeight

            BarKey {
                id: finish
                anchors.fill: parent
                visible: root.finishShown
                iconName: "exit"
                text: root.t["common.finish"]
                onClicked: root.models.visit.finish()
            }
        }
    }
}

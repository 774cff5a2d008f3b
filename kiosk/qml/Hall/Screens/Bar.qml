import QtQuick
import Hall.Ui

// The same five places on every page: back, large type, language, help, end.
Item {
    id: root

    required property Models models
    property bool backShown: false
    property bool finishShown: false
    readonly property real edge: Theme.mm(Theme.low ? 3 : 4)
    readonly property var t: models.texts.t
    readonly property real keyWidth: (width - 2 * Theme.margin - 4 * Theme.gap) / 5
    readonly property real keyHeight: Math.max(back.implicitHeight, large.implicitHeight, language.implicitHeight,
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
        spacing: Theme.gap

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
        }

        BarKey {
            id: large
            width: root.keyWidth
            height: root.keyHeight
            iconName: "large"
            text: root.models.visit.large ? root.t["common.standard"] : root.t["common.large"]
            onClicked: root.models.visit.enlarge(!root.models.visit.large)
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

pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// Find an item by the first letters of its pinyin; by words, department or theme.
Sheet {
    id: root

    readonly property int across: wide ? 7 : 6
    readonly property int lines: Math.ceil(27 / across)

    heading: t["guide.search"]
    lead: Theme.low ? "" : t["guide.search_lead"]

    aside: [
        TypedField {
            width: parent?.width ?? 0
            typed: root.models.guides.typed
            placeholder: root.t["guide.placeholder"]
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            textSize: Theme.body
            enabled: root.models.keyboard.chinese
            text: root.t[enabled ? "guide.words" : "guide.words_not"]
            onClicked: root.models.guides.write()
        },
        Row {
            id: others
            width: parent?.width ?? 0
            spacing: Theme.gap

            readonly property real each: root.models.guides.themes ? (width - spacing) / 2 : width
            readonly property real tallest: Math.max(departments.implicitHeight, themes.visible ? themes.implicitHeight : 0)

            BigButton {
                id: departments
                width: others.each
                height: others.tallest
                textSize: Theme.body
                text: root.t["guide.departments"]
                onClicked: root.models.guides.open("department")
            }

            BigButton {
                id: themes
                width: others.each
                height: others.tallest
                visible: root.models.guides.themes
                textSize: Theme.body
                text: root.t["guide.themes"]
                onClicked: root.models.guides.open("theme")
            }
        }
    ]

    BigButton {
        id: found
        width: parent.width
        kind: "primary"
        enabled: root.models.guides.any
        text: root.models.guides.found
        iconName: root.models.guides.any ? "forward" : ""
        onClicked: root.models.visit.proceed()
    }

    Item {
        id: keys
        y: found.height + Theme.gap
        width: parent.width
        height: parent.height - y

        readonly property real gap: Theme.mm(3)
        readonly property real keyWidth: (width - (root.across - 1) * gap) / root.across
        readonly property real keyHeight: Math.min(Theme.mm(36), (height - (root.lines - 1) * gap) / root.lines)

        Repeater {
            model: [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ<"]

            BigButton {
                required property string modelData
                required property int index
                readonly property bool last: modelData === "<"
                readonly property int columns: last ? root.across - index % root.across : 1

                x: (index % root.across) * (keys.keyWidth + keys.gap)
                y: Math.floor(index / root.across) * (keys.keyHeight + keys.gap)
                width: columns * (keys.keyWidth + keys.gap) - keys.gap
                height: keys.keyHeight
                kind: "quiet"
                text: last ? root.t["phone.erase"] : modelData
                textSize: last ? Theme.body : Theme.textL
                onClicked: last ? root.models.visit.erase() : root.models.visit.digit(modelData)
            }
        }
    }
}

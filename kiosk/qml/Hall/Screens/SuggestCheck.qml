pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// Kind, words and answer on one page, each with its own way back.
Sheet {
    id: root

    heading: t["suggest.check_title"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["suggest.submit"]
            iconName: "check"
            onClicked: root.models.visit.submit()
        }
    ]

    // As many lines of the words as there is room for beside the other two rows; a line is 1.67 times its letters.
    readonly property bool bare: Theme.low && Theme.large
    readonly property real labels: bare ? 0 : Theme.body * 1.67
    readonly property real others: 2 * Math.max(Theme.title * 1.67 + labels, Theme.mm(20)) + (wide && Theme.large ? Theme.title * 1.67 : 0)
    readonly property real edges: 3 * Theme.mm(Theme.low ? 4 : 7) + 2 * rows.spacing
    readonly property int lines: Math.max(1, Math.floor((rows.parent.height - others - labels - edges) / (Theme.body * 1.67)))

    Column {
        id: rows
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.low ? Theme.mm(3) : Theme.gap

        Repeater {
            model: [
                { answer: "kind", label: root.t["suggest.kind"], value: root.models.suggestion.kind },
                { answer: "words", label: root.t["suggest.words"], value: root.models.suggestion.words },
                { answer: "reply", label: root.t["suggest.reply"], value: root.models.suggestion.reply }
            ]

            CheckRow {
                required property var modelData
                width: parent?.width ?? 0
                label: root.bare ? "" : modelData.label
                value: modelData.value
                most: modelData.answer === "words" ? (Math.floor(words / Theme.body) - 1) * root.lines : 0
                more: root.t["suggest.whole"].replace("{n}", value.length)
                change: root.t["check.change"]
                changeName: root.t["suggest.change_" + modelData.answer]
                onChanged: root.models.suggestion.change(modelData.answer)
            }
        }
    }
}

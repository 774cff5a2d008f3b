import QtQuick

// What happened, why, and what to do. `kind`: info, warn, danger or good; never by colour alone.
Rectangle {
    id: root

    property string kind: "info"
    property string what: ""
    property string why: ""
    property string advice: ""
    property string code: ""
    readonly property color front: kind === "danger" ? Theme.danger : kind === "warn" ? Theme.warn
        : kind === "good" ? Theme.good : Theme.strong
    readonly property color back: kind === "danger" ? Theme.dangerPaper : kind === "warn" ? Theme.warnPaper
        : kind === "good" ? Theme.goodPaper : Theme.tint

    implicitWidth: Theme.mm(120)
    implicitHeight: words.implicitHeight + Theme.mm(10)
    radius: Theme.radius
    color: back
    Accessible.role: Accessible.AlertMessage
    Accessible.name: [what, why, advice].filter(part => part !== "").join(" ")

    Icon {
        id: sign
        x: Theme.mm(5)
        y: words.y + Math.round((first.height / Math.max(1, first.lineCount) - size) / 2)
        name: root.kind === "good" ? "check" : root.kind === "info" ? "info" : "warn"
        color: root.front
        size: Theme.mm(10)
    }

    Column {
        id: words
        x: sign.x + sign.width + Theme.mm(4)
        y: Theme.mm(5)
        width: root.width - x - Theme.mm(5)
        spacing: Theme.mm(1)

        Label {
            id: first
            width: parent.width
            visible: text !== ""
            text: root.what
            color: root.front
            font.pixelSize: Theme.action
            font.weight: Font.Bold
            lineHeight: 1.25
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.why
            color: root.front
            font.pixelSize: Theme.action
            lineHeight: 1.25
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.advice
            color: root.front
            font.pixelSize: Theme.action
            lineHeight: 1.25
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.code
            color: root.front
            lineHeight: 1.25
        }
    }
}

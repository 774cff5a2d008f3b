import QtQuick

// What happened, why, and what to do. `kind`: info, warn, danger or good; never by colour alone.
Rectangle {
    id: root

    property string kind: "info"
    property string what: ""
    property string why: ""
    property string advice: ""
    property string code: ""
    // In a narrow column: less air, and no larger than the second size of type.
    property bool slim: false
    readonly property real air: Theme.mm(slim ? 3 : 5)
    readonly property int type: slim ? Math.min(Theme.action, Theme.capital(6)) : Theme.action
    readonly property color front: kind === "danger" ? Theme.danger : kind === "warn" ? Theme.warn
        : kind === "good" ? Theme.good : Theme.strong
    readonly property color back: kind === "danger" ? Theme.dangerPaper : kind === "warn" ? Theme.warnPaper
        : kind === "good" ? Theme.goodPaper : Theme.tint

    implicitWidth: Theme.mm(120)
    implicitHeight: words.implicitHeight + Theme.mm(slim ? 6 : 10)
    radius: Theme.radius
    color: back
    border.width: Theme.plain ? Theme.stroke : 0
    border.color: Theme.line
    Accessible.role: Accessible.AlertMessage
    Accessible.name: [what, why, advice].filter(part => part !== "").join(" ")

    Icon {
        id: sign
        x: root.air
        y: words.y + Math.round((first.height / Math.max(1, first.lineCount) - size) / 2)
        name: root.kind === "good" ? "check" : root.kind === "info" ? "info" : "warn"
        color: root.front
        size: Theme.mm(root.slim ? 7 : 10)
    }

    Column {
        id: words
        x: sign.x + sign.width + Theme.mm(root.slim ? 2 : 4)
        y: root.air
        width: root.width - x - root.air
        spacing: Theme.mm(1)

        Label {
            id: first
            width: parent.width
            visible: text !== ""
            text: root.what
            color: root.front
            font.pixelSize: root.type
            font.weight: Font.Bold
            lineHeight: 1.25
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.why
            color: root.front
            font.pixelSize: root.type
            lineHeight: 1.25
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.advice
            color: root.front
            font.pixelSize: root.type
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

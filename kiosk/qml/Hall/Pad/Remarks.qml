pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// What was good or bad about it, and "send".
PadPage {
    id: root

    readonly property bool told: models.pad.problem.there
    readonly property bool keeping: models.pad.screen === "keeping"

    heading: now.level
    hushed: true
    lead: told || keeping ? "" : now.hint

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "danger"
            slim: root.wide
            what: root.models.pad.problem.what
        },
        Label {
            width: parent?.width ?? 0
            readonly property bool personal: true
            visible: text !== "" && !root.told
            text: root.now.words
            maximumLineCount: 2
            elide: Text.ElideRight
            lineHeight: 1.2
        }
    ]

    actions: Grid {
        id: keys
        width: parent?.width ?? 0
        columns: root.wide ? 1 : 2
        spacing: Theme.gap
        readonly property real each: (width - (columns - 1) * spacing) / columns
        readonly property real tallest: Math.max(own.implicitHeight, send.implicitHeight)

        BigButton {
            id: own
            width: keys.each
            height: keys.tallest
            textSize: root.columnType
            enabled: !root.keeping
            text: root.now.words === "" ? root.t["evaluate.write"] : root.t["evaluate.rewrite"]
            iconName: Theme.large ? "" : "form"
            onClicked: root.models.pad.write()
        }

        BigButton {
            id: send
            width: keys.each
            height: keys.tallest
            kind: "primary"
            textSize: root.columnType
            enabled: !root.keeping
            text: root.keeping ? root.t["evaluate.sending"] : root.t["evaluate.send"]
            iconName: root.keeping ? "" : "check"
            onClicked: root.models.pad.send()
        }
    }

    Item {
        id: board
        anchors.fill: parent
        enabled: !root.keeping
        readonly property int columns: 2
        readonly property real between: root.wide ? Theme.gap : Theme.mm(2.6)
        readonly property int rows: Math.ceil(repeater.count / columns)
        readonly property real each: Math.min(Theme.mm(34), (height - (rows - 1) * between) / Math.max(1, rows))

        Repeater {
            id: repeater
            model: root.models.pad.tags

            Remark {
                required property int index
                required property string key
                required property string name

                x: Math.floor(index / board.rows) * (width + board.between)
                y: index % board.rows * (board.each + board.between)
                width: (board.width - (board.columns - 1) * board.between) / board.columns
                height: board.each
                text: name
                least: root.wide ? 0.78 : 0.66
                taken: root.now.chosen.includes(key)
                takenText: root.t["evaluate.chosen"]
                onClicked: root.models.pad.toggle(key)
            }
        }
    }
}

import QtQuick
import Hall.Ui

// While nobody is asked: who works here, whom the window serves, what the hall tells.
Item {
    id: root

    required property PadModels models
    readonly property var now: models.pad.now
    readonly property var t: models.texts.t
    readonly property bool wide: width > height
    readonly property bool carded: now.name !== "" && now.shut === ""
    readonly property real edge: Theme.mm(6)

    Accessible.role: Accessible.Pane
    Accessible.name: now.window

    StaffCard {
        id: card
        x: Theme.margin
        y: root.edge
        width: root.wide ? Math.round((root.width - 3 * Theme.margin) * 0.36) : root.width - 2 * Theme.margin
        height: root.wide ? root.height - 2 * root.edge : Math.max(Theme.mm(60), card.wordsHeight + Theme.mm(12))
        visible: root.carded
        tall: root.wide
        models: root.models
    }

    Item {
        id: right
        x: root.carded && root.wide ? card.x + card.width + Theme.margin : Theme.margin
        y: root.carded && !root.wide ? card.y + card.height + root.edge : root.edge
        width: root.width - x - Theme.margin
        height: root.height - y - root.edge

        Column {
            id: top
            y: root.now.notice === "" && !keys.visible && root.wide ? Math.max(0, (parent.height - height) * 0.42) : 0
            width: parent.width
            spacing: Theme.mm(3)

            Label {
                width: parent.width
                visible: root.wide || root.now.serving === "" || !keys.visible
                text: root.now.window
                color: Theme.softInk
                lineHeight: 1.2
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: root.now.shut !== "" ? root.now.shut : root.now.serving !== "" ? root.t["pad.serving"] : root.now.welcome
                color: Theme.strong
                font.pixelSize: root.now.shut !== "" ? Theme.number : root.now.serving !== "" ? Theme.title : Theme.choice
                font.weight: Font.Bold
                lineHeight: 1.15
            }

            Label {
                width: parent.width
                visible: root.now.shut === "" && root.now.serving !== ""
                text: root.now.serving
                color: Theme.strong
                font.pixelSize: Theme.number
                font.weight: Font.Bold
                lineHeight: 1.05
            }

            Label {
                width: parent.width
                visible: root.now.shut !== "" && text !== ""
                text: root.now.why
                font.pixelSize: Theme.title
                lineHeight: 1.25
            }
        }

        Notice {
            anchors.bottom: keys.top
            anchors.bottomMargin: keys.visible ? Theme.gap : 0
            width: parent.width
            visible: root.now.notice !== "" && y >= top.height + Theme.mm(2)
            kind: root.now.alarm ? "danger" : "info"
            what: root.now.notice
            why: (keys.visible || !root.wide) && !root.now.alarm ? "" : root.now.notice_more
        }

        Row {
            id: keys
            anchors.bottom: parent.bottom
            width: parent.width
            height: visible ? Math.max(start.implicitHeight, other.implicitHeight) : 0
            spacing: Theme.gap
            visible: root.now.offer !== ""

            BigButton {
                id: start
                width: other.visible ? Math.round((parent.width - parent.spacing) * 0.62) : parent.width
                height: parent.height
                kind: "primary"
                iconName: "face"
                text: root.now.offer
                onClicked: root.models.pad.start("")
            }

            BigButton {
                id: other
                width: parent.width - start.width - parent.spacing
                height: parent.height
                visible: root.now.others
                text: root.t["pad.other_number"]
                onClicked: root.models.pad.others()
            }
        }
    }
}

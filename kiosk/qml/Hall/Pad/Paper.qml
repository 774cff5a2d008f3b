import QtQuick
import Hall.Ui

// What the clerk shows: read it, then agree or not. Both answers are one size.
PadPage {
    id: root

    readonly property bool told: models.pad.problem.there
    readonly property bool keeping: models.pad.screen === "paper_keeping"

    heading: t["pad.paper"]
    lead: told ? "" : t[now.signs ? "pad.paper_sign" : "pad.paper_confirm"]

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "danger"
            slim: root.wide
            what: root.models.pad.problem.what
        }
    ]

    actions: Grid {
        id: keys
        width: parent?.width ?? 0
        columns: root.wide ? 1 : 2
        spacing: Theme.gap
        readonly property real each: (width - (columns - 1) * spacing) / columns
        readonly property real tallest: Math.max(no.implicitHeight, yes.implicitHeight)

        BigButton {
            id: no
            width: keys.each
            height: keys.tallest
            textSize: root.columnType
            enabled: !root.keeping
            text: root.t["pad.refuse"]
            onClicked: root.models.pad.refuse()
        }

        BigButton {
            id: yes
            width: keys.each
            height: keys.tallest
            textSize: root.columnType
            enabled: !root.keeping && root.now.complete
            text: root.keeping ? root.t["evaluate.sending"] : root.t[root.now.signs ? "pad.agree_sign" : "pad.agree"]
            iconName: root.now.signs ? "pen" : "check"
            onClicked: root.models.pad.agree()
        }
    }

    Label {
        id: title
        width: parent.width
        readonly property bool hushed: true
        text: root.now.paper_title
        color: Theme.strong
        font.pixelSize: Theme.title
        font.weight: Font.Bold
        lineHeight: 1.15
    }

    Sides {
        anchors.top: title.bottom
        anchors.topMargin: Theme.mm(3)
        anchors.bottom: parent.bottom
        width: parent.width
        models: root.models
        type: root.columnType
        large: root.wide
    }
}

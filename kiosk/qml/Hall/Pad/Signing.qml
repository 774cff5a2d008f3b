import QtQuick
import Hall.Ui

// The signature, under the text that it is for.
PadPage {
    id: root

    readonly property bool told: models.pad.problem.there

    heading: t["pad.sign"]

    aside: [
        Label {
            width: parent?.width ?? 0
            readonly property bool hushed: true
            visible: !root.told && !(root.wide && Theme.largest)
            text: root.now.paper_title
            color: Theme.softInk
        },
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
        readonly property real tallest: Math.max(wipe.implicitHeight, done.implicitHeight)

        BigButton {
            id: wipe
            width: keys.each
            height: keys.tallest
            textSize: root.columnType
            enabled: root.models.pad.strokes.length > 0
            text: root.t["signing.wipe"]
            iconName: Theme.large ? "" : "again"
            onClicked: root.models.pad.wipe()
        }

        BigButton {
            id: done
            width: keys.each
            height: keys.tallest
            kind: "primary"
            textSize: root.columnType
            text: root.t["signing.done"]
            iconName: "check"
            onClicked: root.models.pad.agree()
        }
    }

    Sides {
        anchors.bottom: field.top
        anchors.bottomMargin: Theme.gap
        width: parent.width
        height: parent.height - field.height - Theme.gap
        models: root.models
        type: root.columnType
        large: true
    }

    SignaturePad {
        id: field
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.min(parent.height * (Theme.large ? 0.42 : 0.55), width * 0.4)
        lines: root.models.pad.strokes
        hint: root.t["signing.hint"]
        name: root.t["signing.pad"]
        wrong: root.told
        onDrawn: points => root.models.pad.stroke(points)
    }
}

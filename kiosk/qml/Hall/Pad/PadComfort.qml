import QtQuick
import Hall.Screens
import Hall.Ui

// Display and sound of a pad: changed at once, as usual again for the next citizen.
PadPage {
    id: root

    heading: t["comfort.title"]

    actions: Grid {
        id: keys
        width: parent?.width ?? 0
        columns: root.wide ? 1 : 2
        spacing: Theme.gap
        readonly property real each: (width - (columns - 1) * spacing) / columns
        readonly property real tallest: Math.max(usual.implicitHeight, done.implicitHeight)

        BigButton {
            id: usual
            width: keys.each
            height: keys.tallest
            textSize: root.columnType
            text: root.t["comfort.usual"]
            onClicked: root.models.comfort.usual()
        }

        BigButton {
            id: done
            width: keys.each
            height: keys.tallest
            kind: "primary"
            textSize: root.columnType
            text: root.t["comfort.close"]
            iconName: "check"
            onClicked: root.models.comfort.open(false)
        }
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.mm(Theme.large ? 3 : 5)

        ComfortRow {
            width: parent.width
            comfort: root.models.comfort
            t: root.t
            what: "size"
            above: !root.wide
            samples: root.t["comfort.sample"]
            rows: root.models.comfort.sizes
            chosen: root.models.comfort.size.toString()
        }

        ComfortRow {
            width: parent.width
            comfort: root.models.comfort
            t: root.t
            what: "contrast"
            above: !root.wide
            rows: root.models.comfort.contrasts
            chosen: root.models.comfort.contrast
        }

        ComfortSound {
            width: parent.width
            comfort: root.models.comfort
            t: root.t
            paced: false
            above: !root.wide
        }
    }
}

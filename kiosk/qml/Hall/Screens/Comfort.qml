import QtQuick
import Hall.Ui

// Display and sound: changed at once, answers kept, as usual again after this visit. Two pages of it.
Sheet {
    id: root

    property bool second: false

    heading: t["comfort.title"]
    lead: Theme.low || Theme.largest && Theme.reachTop > 0 ? "" : t["comfort.lead"]
    wordsShare: Theme.low ? 0.3 : 0.36

    actions: [
        Grid {
            id: others
            width: parent?.width ?? 0
            columns: root.wide ? 1 : 2
            spacing: Theme.gap

            readonly property real each: (width - (columns - 1) * spacing) / columns
            readonly property real tallest: Math.max(turn.implicitHeight, usual.implicitHeight)

            BigButton {
                id: turn
                width: others.each
                height: others.tallest
                textSize: Theme.body
                text: root.second ? root.t["comfort.to_display"] : root.t["comfort.to_sound"]
                iconName: root.second ? "large" : "sound"
                onClicked: root.second = !root.second
            }

            BigButton {
                id: usual
                width: others.each
                height: others.tallest
                kind: "quiet"
                textSize: Theme.body
                text: root.t["comfort.usual"]
                iconName: "again"
                onClicked: root.models.comfort.usual()
            }
        },
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            textSize: Theme.body
            text: root.t["comfort.close"]
            iconName: "check"
            onClicked: root.models.comfort.open(false)
        }
    ]

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        visible: !root.second
        spacing: Theme.mm(Theme.low || Theme.largest ? 3 : 5)

        ComfortRow {
            width: parent.width
            comfort: root.models.comfort
            t: root.t
            what: "size"
            bare: Theme.largest && Theme.reachTop > 0
            samples: root.t["comfort.sample"]
            rows: root.models.comfort.sizes
            chosen: root.models.comfort.size.toString()
        }

        ComfortRow {
            width: parent.width
            comfort: root.models.comfort
            t: root.t
            what: "contrast"
            rows: root.models.comfort.contrasts
            chosen: root.models.comfort.contrast
        }

        ComfortRow {
            width: parent.width
            comfort: root.models.comfort
            t: root.t
            what: "elder"
            rows: root.models.comfort.elders
            chosen: root.models.comfort.elder ? "on" : "off"
        }

        ComfortRow {
            width: parent.width
            visible: !root.wide
            comfort: root.models.comfort
            t: root.t
            what: "reach"
            rows: root.models.comfort.reaches
            chosen: root.models.comfort.reach ? "on" : "off"
        }
    }

    ComfortSound {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        visible: root.second
        comfort: root.models.comfort
        t: root.t
    }
}

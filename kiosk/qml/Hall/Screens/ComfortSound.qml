import QtQuick
import Hall.Kiosk
import Hall.Ui

// The second half of the panel: the voice, how loud, and the pace of the ring.
Column {
    id: root

    required property ComfortModel comfort
    required property var t
    // On a terminal one chooses the pace of the ring too, and is told of headsets.
    property bool paced: true
    property bool above: false

    spacing: Theme.mm(Theme.low || Theme.largest ? 3 : 5)

    ComfortRow {
        width: parent.width
        visible: root.comfort.speaker
        comfort: root.comfort
        t: root.t
        what: "aloud"
        above: root.above
        rows: root.comfort.voices
        chosen: root.comfort.aloud ? "on" : "off"
    }

    Row {
        id: loudness
        width: parent.width
        visible: root.comfort.speaker
        spacing: Theme.mm(3)

        BigButton {
            id: quieter
            width: Theme.mm(30)
            kind: "quiet"
            enabled: root.comfort.volume > 1
            textSize: Theme.body
            text: "−"
            Accessible.name: root.t["comfort.quieter"]
            onClicked: root.comfort.adjust("volume", (root.comfort.volume - 1).toString())
        }

        Label {
            width: loudness.width - 2 * (quieter.width + loudness.spacing)
            anchors.verticalCenter: parent.verticalCenter
            horizontalAlignment: Text.AlignHCenter
            readonly property bool live: true
            text: root.t["comfort.volume"].replace("{n}", root.comfort.volume).replace("{most}", root.comfort.volumes)
            lineHeight: 1.15
            font.weight: Font.Medium
        }

        BigButton {
            width: quieter.width
            kind: "quiet"
            enabled: root.comfort.volume < root.comfort.volumes
            textSize: Theme.body
            text: "+"
            Accessible.name: root.t["comfort.louder"]
            onClicked: root.comfort.adjust("volume", (root.comfort.volume + 1).toString())
        }
    }

    ComfortRow {
        width: parent.width
        visible: root.paced
        comfort: root.comfort
        t: root.t
        what: "pace"
        rows: root.comfort.paces
        chosen: root.comfort.pace.toString()
    }

    Label {
        width: parent.width
        visible: root.paced && !Theme.largest && !(Theme.low && Theme.large)
        text: root.comfort.speaker ? root.t["comfort.private"] : root.t["comfort.no_speaker"]
        color: Theme.softInk
        lineHeight: 1.2
    }
}

import QtQuick
import Hall.Ui

// Pages are coming: what the camera sees, or which page the feeder draws in, and what to do.
Sheet {
    id: root

    readonly property bool camera: models.scans.source === "camera"
    // Both sides of one card; what to do with it next is told as advice.
    readonly property bool card: models.copying.card

    readonly property bool tight: wide && Theme.large

    passive: true
    wordsShare: tight ? 0.42 : 0.36
    headingSize: wide && advice.visible ? Theme.body : wide ? Theme.title : Theme.heading
    heading: models.filing.material
    lead: tight || (wide || card) && advice.visible ? ""
        : card ? t["copy.card_lead"] : t["scanning.lead_" + (camera ? "camera" : "feeder")]

    aside: [
        StateLine {
            width: parent?.width ?? 0
            visible: !(root.wide && advice.visible)
            reading: root.models.scans.stopping ? "waiting" : "busy"
            words: root.card && !root.models.scans.stopping ? root.t["copy.card_coming"] : root.models.scans.coming
        },
        Notice {
            id: advice
            width: parent?.width ?? 0
            visible: root.models.scans.advice.there
            kind: "warn"
            what: root.tight ? root.models.scans.advice.advice : root.models.scans.advice.what
            advice: root.tight ? "" : root.models.scans.advice.advice
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            enabled: !root.models.scans.stopping
            text: root.t[root.camera && root.models.scans.count > 0 ? "scanning.done" : "scanning.stop"]
            iconName: root.camera && root.models.scans.count > 0 ? "check" : "stop"
            onClicked: root.models.scans.stop()
        }
    ]

    PagePicture {
        id: page
        anchors.fill: parent
        visible: root.camera || there
        source: root.camera ? root.models.scans.live : root.models.scans.newest
        name: root.t[root.camera ? "scanning.live" : "scanning.newest"]
    }

    Rectangle {
        anchors.top: parent.top
        width: parent.width
        height: Math.min(parent.height, Theme.mm(150))
        visible: !root.camera && !page.there
        radius: Theme.mm(5)
        color: Theme.card
        border.width: Theme.stroke
        border.color: Theme.line

        Icon {
            anchors.centerIn: parent
            name: "feeder"
            size: Math.min(parent.height, parent.width) * 0.4
        }
    }
}

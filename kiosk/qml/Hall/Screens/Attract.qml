pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// Between two citizens: what is open now, and one large way in.
Sheet {
    id: root

    heading: t["attract.title"]
    lead: wide && models.left.door !== "" ? "" : t["attract.lead"]
    headingSize: wide ? Theme.textXL : Theme.capital(12)

    aside: [
        LeftBehind {
            width: parent?.width ?? 0
            models: root.models
            papers: false
        }
    ]

    TapHandler {
        onTapped: root.models.visit.begin()
    }

    LeftBehind {
        id: registered
        width: parent.width
        models: root.models
        doors: false
    }

    Notice {
        id: forgotten
        y: registered.visible ? registered.height + Theme.gap : 0
        width: parent.width
        visible: root.models.visit.problem.there
        kind: "warn"
        what: root.models.visit.problem.what
        advice: root.models.visit.problem.advice
    }

    Label {
        id: now
        y: forgotten.y + (forgotten.visible ? forgotten.height + Theme.gap : 0)
        width: parent.width
        visible: root.models.catalogue.ready && queues.height >= queues.tallest
        text: root.t["attract.waiting"]
        color: Theme.softInk
        font.weight: Font.Medium
    }

    Item {
        id: queues
        y: now.y + now.height + Theme.mm(2)
        width: parent.width
        height: start.y - y - Theme.mm(6)
        visible: root.models.catalogue.ready

        readonly property real tallest: {
            let height = Theme.mm(14)
            for (let at = 0; at < lines.count; at++)
                height = Math.max(height, lines.itemAt(at)?.implicitHeight ?? 0)
            return height
        }

        Repeater {
            id: lines
            model: root.models.catalogue.services

            QueueLine {
                required property int index
                y: index * queues.tallest
                width: queues.width
                height: queues.tallest
                visible: y + height <= queues.height
                closedText: root.t["attract.closed"]
            }
        }
    }

    Label {
        anchors.top: parent.top
        width: parent.width
        visible: !root.models.catalogue.ready
        text: root.t["attract.loading"]
        color: Theme.softInk
    }

    BigButton {
        id: start
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.min(Theme.mm(70), Math.max(implicitHeight, parent.height * ((forgotten.visible || registered.visible) && Theme.low ? 0.25 : 0.4)))
        kind: "primary"
        iconName: "touch"
        textSize: Theme.textXL
        text: root.t["attract.start"]
        onClicked: root.models.visit.begin()
    }
}

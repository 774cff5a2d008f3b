import QtQuick
import Hall.Ui

// A card or a code, what the readers are doing, and the way without.
Sheet {
    id: root

    readonly property string asks: models.visit.asks
    readonly property bool done: models.visit.reading === "done"

    passive: true
    heading: t["identify.title_" + asks]
    lead: Theme.low && Theme.largest ? "" : t["identify.lead_" + asks]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.done
            kind: "primary"
            text: root.t["common.proceed"]
            iconName: "forward"
            onClicked: root.models.visit.proceed()
        },
        BigButton {
            width: parent?.width ?? 0
            visible: !root.done && root.models.visit.purpose === "ticket"
            text: root.t["identify.skip"]
            iconName: "ticket"
            onClicked: root.models.visit.skip()
        }
    ]

    Column {
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.gap

        Reader {
            width: parent.width
            cardText: root.t["identify.slot_card"]
            codeText: root.t["identify.slot_code"]
            cardShown: root.asks === "card" || root.asks === "either" || root.done && !root.models.visit.coded
            codeShown: root.asks === "code" || root.asks === "either"
            reading: root.models.visit.reading
            unit: Theme.low ? 1 : root.wide ? 1.4 : notice.visible ? 1.3 : 1.9
            visible: (cardShown || codeShown) && (!Theme.low || !notice.visible)
        }

        StateLine {
            width: parent.width
            visible: root.asks !== "none" || root.done
            words: root.models.visit.saying
            reading: root.models.visit.reading
        }

        Notice {
            id: notice
            width: parent.width
            visible: root.models.visit.problem.there
            kind: "warn"
            what: root.models.visit.problem.what
            why: Theme.low ? "" : root.models.visit.problem.why
            advice: root.models.visit.problem.advice
        }

        Label {
            width: parent.width
            visible: !notice.visible && (root.done || !Theme.low)
            horizontalAlignment: Text.AlignHCenter
            text: root.done && !root.models.visit.coded ? root.t["identify.take_back"]
                : root.models.visit.purpose === "ticket" ? root.t["identify.why_ticket"] : root.t["identify.why_draft"]
            color: Theme.softInk
            font.pixelSize: Theme.action
        }
    }
}

import QtQuick
import Hall.Ui

// A card or a code, what the readers are doing, and the way without.
Sheet {
    id: root

    readonly property bool coded: models.health.code
    readonly property bool done: models.visit.reading === "done"
    readonly property bool cardDown: !models.health.card

    heading: coded ? t["identify.title_either"] : t["identify.title"]
    lead: coded ? t["identify.lead_either"] : t["identify.lead"]

    aside: [
        Steps {
            step: root.models.visit.step
            steps: root.models.visit.step > 0 ? root.models.visit.steps : 0
            words: root.models.visit.progress
        }
    ]

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
            codeShown: root.coded
            reading: root.models.visit.reading
            unit: Theme.low ? 1 : root.wide ? 1.4 : notice.visible ? 1.3 : 1.9
            visible: !Theme.low || !notice.visible
        }

        StateLine {
            width: parent.width
            words: root.models.visit.saying
            reading: root.models.visit.reading
        }

        Notice {
            id: notice
            width: parent.width
            visible: root.models.visit.problem.there || root.cardDown
            kind: "warn"
            what: root.models.visit.problem.there ? root.models.visit.problem.what : root.t["home.no_card_reader"]
            why: Theme.low ? "" : root.models.visit.problem.why
            advice: root.models.visit.problem.advice
        }

        Label {
            width: parent.width
            visible: !notice.visible && (root.done || !Theme.low)
            horizontalAlignment: Text.AlignHCenter
            text: root.done && !root.models.visit.coded ? root.t["identify.take_back"]
                : root.models.visit.purpose === "ticket" ? root.t["identify.why_ticket"] : root.t["identify.why_application"]
            color: Theme.softInk
            font.pixelSize: Theme.action
        }
    }
}

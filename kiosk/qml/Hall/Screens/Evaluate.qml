import QtQuick
import Hall.Ui

// Whose visit is it: the paper of the number, or the card or phone that it was taken with.
Sheet {
    id: root

    passive: true
    heading: t["evaluate.title"]
    lead: Theme.low && (Theme.largest || notice.visible) ? "" : models.evaluate.lead

    actions: [
        BigButton {
            width: parent?.width ?? 0
            text: root.t["evaluate.phone"]
            iconName: "phone"
            onClicked: root.models.visit.phone()
        }
    ]

    Column {
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.gap

        Reader {
            width: parent.width
            cardText: root.t["identify.slot_card"]
            codeText: root.t["evaluate.slot_paper"]
            cardShown: root.models.evaluate.card
            codeShown: root.models.evaluate.code
            reading: root.models.visit.reading
            unit: Theme.low || root.wide && notice.visible ? 1 : root.wide ? 1.4 : 1.3
            visible: (cardShown || codeShown) && (!Theme.low || !notice.visible)
        }

        StateLine {
            width: parent.width
            visible: (root.models.evaluate.card || root.models.evaluate.code) && !notice.visible
            words: root.models.evaluate.looking ? root.t["evaluate.looking"] : root.t["evaluate.waiting"]
            reading: root.models.visit.reading
        }

        Notice {
            id: notice
            width: parent.width
            visible: root.models.visit.problem.there
            kind: "warn"
            what: root.models.visit.problem.what
            why: Theme.low || Theme.large ? "" : root.models.visit.problem.why
            advice: root.models.visit.problem.advice
        }
    }
}

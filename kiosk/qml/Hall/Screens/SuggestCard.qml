import QtQuick
import Hall.Ui

// The card of whoever comes back for the answer.
Sheet {
    id: root

    heading: t["suggest.card_title"]
    lead: t["suggest.card_lead"]

    Column {
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.gap

        Reader {
            width: parent.width
            visible: !Theme.low || !notice.visible
            cardText: root.t["identify.slot_card"]
            reading: root.models.visit.reading
            unit: Theme.low ? 1 : root.wide ? 1.4 : 1.6
        }

        StateLine {
            width: parent.width
            visible: !notice.visible
            words: root.models.visit.saying
            reading: root.models.visit.reading
        }

        Notice {
            id: notice
            width: parent.width
            visible: root.models.visit.problem.there
            kind: "warn"
            what: root.models.visit.problem.what
            advice: root.models.visit.problem.advice
        }
    }
}

import QtQuick
import Hall.Ui

// The applicant as the card says, masked; or the reader, when no card was read yet.
Sheet {
    id: root

    readonly property bool known: models.answers.known

    readonly property bool readable: models.visit.asks !== "none"

    heading: known ? t["applicant.title"] : readable ? t["applicant.title_card"] : t["identify.title_none"]
    lead: !known ? readable ? t["identify.lead_card"] : t["identify.lead_none"] : Theme.low && Theme.large ? "" : t["applicant.masked"]

    aside: [
        Steps {
            step: root.models.visit.step
            steps: root.models.visit.steps
            words: root.models.visit.progress
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.known
            kind: "primary"
            text: root.t["applicant.yes"]
            iconName: "check"
            onClicked: root.models.visit.proceed()
        },
        BigButton {
            width: parent?.width ?? 0
            visible: root.known
            text: root.t["applicant.other"]
            iconName: "card"
            onClicked: root.models.visit.other()
        }
    ]

    Rectangle {
        width: parent.width
        height: facts.height + Theme.mm(14)
        visible: root.known
        radius: Theme.mm(5)
        color: Theme.card
        border.width: Theme.stroke
        border.color: Theme.line

        Column {
            id: facts
            x: Theme.mm(7)
            y: Theme.mm(7)
            width: parent.width - 2 * x
            spacing: Theme.mm(5)

            Fact {
                width: parent.width
                label: root.t["applicant.name"]
                value: root.models.answers.name
            }

            Fact {
                width: parent.width
                label: root.t["applicant.number"]
                value: root.models.answers.number
            }
        }
    }

    Column {
        width: parent.width
        visible: !root.known
        spacing: Theme.gap

        Reader {
            width: parent.width
            cardText: root.t["identify.slot_card"]
            reading: root.models.visit.reading
            unit: Theme.low ? 1 : root.wide ? 1.4 : notice.visible ? 1.3 : 1.9
            visible: root.readable && (!Theme.low || !notice.visible)
        }

        StateLine {
            width: parent.width
            visible: root.readable
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

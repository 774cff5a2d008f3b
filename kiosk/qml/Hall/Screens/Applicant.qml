import QtQuick
import Hall.Ui

// The applicant as the card says, masked; or the reader, when no card was read yet.
Sheet {
    id: root

    readonly property bool known: models.answers.known

    readonly property bool readable: models.visit.asks !== "none"

    passive: true
    heading: known ? t["applicant.title"] : readable ? t["applicant.title_" + models.visit.asks] : t["identify.title_none"]
    lead: !known ? models.answers.lead : Theme.low && Theme.large ? "" : t["applicant.masked"]

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
            text: root.t[root.models.visit.coded ? "applicant.other_code" : "applicant.other"]
            iconName: "card"
            onClicked: root.models.visit.other()
        }
    ]

    PersonCard {
        width: parent.width
        visible: root.known
        t: root.t
        name: root.models.answers.name
        number: root.models.answers.number
    }

    CardWanted {
        width: parent.width
        visible: !root.known
        wide: root.wide
        models: root.models
        why: root.t["applicant.why_card"]
    }
}

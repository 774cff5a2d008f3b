import QtQuick
import Hall.Ui

// The one who is acted for: the card on the reader, or who it is, masked.
Sheet {
    id: root

    readonly property bool known: models.filing.known
    readonly property bool readable: models.visit.asks !== "none"

    passive: true
    heading: known ? t["principal.title_known"] : readable ? t["principal.title"] : t["identify.title_none"]
    lead: known ? Theme.low && Theme.large ? "" : t["principal.take_back"] : readable ? t["principal.lead"] : t["identify.lead_none"]

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
            text: root.t["principal.yes"]
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

    PersonCard {
        width: parent.width
        visible: root.known
        t: root.t
        name: root.models.filing.name
        number: root.models.filing.number
    }

    CardWanted {
        width: parent.width
        visible: !root.known
        wide: root.wide
        models: root.models
    }
}

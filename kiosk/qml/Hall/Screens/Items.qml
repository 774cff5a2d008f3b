pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// What to apply for, or to go on with what was begun before.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there

    heading: t["items.title"]
    lead: told ? "" : t["items.lead"]

    aside: [
        Steps {
            visible: !root.told
            step: root.models.visit.step
            steps: root.models.visit.steps
            words: root.models.visit.progress
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "warn"
            what: root.models.visit.problem.what
            why: Theme.low || Theme.large ? "" : root.models.visit.problem.why
            advice: Theme.low && Theme.large ? "" : root.models.visit.problem.advice
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.models.filing.continues
            enabled: root.models.filing.unfound === ""
            textSize: Theme.body
            text: enabled ? root.t["items.continue"] : root.models.filing.unfound
            iconName: "again"
            onClicked: root.models.filing.look()
        }
    ]

    StateLine {
        width: parent.width
        visible: words !== ""
        reading: "busy"
        words: root.models.catalogue.waiting
    }

    ChoiceList {
        anchors.fill: parent
        compact: Theme.largest && !root.wide
        model: root.models.catalogue.items
        iconName: root.wide || Theme.largest ? "" : "form"
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.choose(key)
    }
}

import QtQuick
import Hall.Ui

// What to apply for.
Sheet {
    id: root

    heading: t["items.title"]
    lead: t["items.lead"]

    aside: [
        Steps {
            step: root.models.visit.step
            steps: root.models.visit.steps
            words: root.models.visit.progress
        }
    ]

    ChoiceList {
        anchors.fill: parent
        model: root.models.catalogue.items
        iconName: root.wide ? "" : "form"
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.choose(key)
    }
}

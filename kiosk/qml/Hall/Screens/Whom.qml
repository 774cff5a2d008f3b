import QtQuick
import Hall.Ui

// For oneself, or for somebody else.
Sheet {
    id: root

    heading: t["whom.title"]
    lead: models.filing.item

    aside: [
        Steps {
            step: root.models.visit.step
            steps: root.models.visit.steps
            words: root.models.visit.progress
        }
    ]

    ChoiceList {
        anchors.fill: parent
        icons: ({ self: "person", other: "people" })
        model: root.models.filing.whom
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.filing.act(key)
    }
}

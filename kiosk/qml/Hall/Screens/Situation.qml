import QtQuick
import Hall.Ui

// Which case it is: questions and materials depend on it.
Sheet {
    id: root

    heading: t["situation.title"]
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
        brief: Theme.low && Theme.large
        model: root.models.filing.situations
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.filing.situate(key)
    }
}

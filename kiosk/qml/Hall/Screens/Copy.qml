import QtQuick
import Hall.Ui

// What can be copied and printed here, and how many sheets are left to this visit.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there
    readonly property bool tight: Theme.low && Theme.large

    heading: t["copy.title"]
    lead: told && wide ? "" : models.copying.left

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "warn"
            what: root.models.visit.problem.what
            advice: root.tight ? "" : root.models.visit.problem.advice
        }
    ]

    ChoiceList {
        anchors.fill: parent
        compact: Theme.low || Theme.large
        brief: root.tight
        icons: ({ feeder: "feeder", camera: "camera", card: "card", forms: "form", notices: "licence" })
        model: root.models.copying.choices
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.copying.choose(key)
    }
}

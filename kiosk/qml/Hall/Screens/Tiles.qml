import QtQuick
import Hall.Ui

// What others offer, each with what to expect or why not.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there

    heading: t["tile.title"]
    lead: told || Theme.low && Theme.large ? "" : t["tile.lead"]

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "warn"
            what: root.models.visit.problem.what
            advice: root.wide && Theme.large ? "" : root.models.visit.problem.advice
        }
    ]

    ChoiceList {
        anchors.fill: parent
        compact: Theme.low || Theme.largest
        brief: Theme.low && Theme.large
        icons: root.models.tiles.icons
        model: root.models.tiles.rows
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.tiles.choose(key)
    }
}

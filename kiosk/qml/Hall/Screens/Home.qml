import QtQuick
import Hall.Ui

// What can be done here, each with what to expect or why not.
Sheet {
    id: root

    readonly property bool tight: wide || Theme.reachTop > 0 && Theme.size > 0

    heading: t["home.title"]
    lead: wide && (models.left.door !== "" || models.left.paper !== "") ? "" : t["home.lead"]

    aside: [
        LeftBehind {
            width: parent?.width ?? 0
            models: root.models
        }
    ]

    ChoiceList {
        anchors.fill: parent
        columns: Theme.elder || root.wide && Theme.large || Theme.largest ? 1 : 2
        compact: root.tight
        brief: Theme.size > 0 || Theme.low
        strongKey: "ticket"
        icons: ({ ticket: "ticket", application: "form", guides: "info", progress: "clock", suggestion: "call", evaluation: "face", copy: "copy", places: "places", pickup: "locker", tiles: "card" })
        model: root.models.home.choices
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.want(key)
    }
}

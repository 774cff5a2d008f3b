import QtQuick
import Hall.Ui

// The plan, and what can be looked for.
Sheet {
    id: root

    readonly property real room: wide ? height * (Theme.large ? 0.4 : 0.56) : height * (Theme.size > 1 ? 0.2 : 0.3)

    heading: t["place.title"]
    lead: wide || Theme.large ? "" : t["place.lead"]
    wordsShare: 0.36

    aside: [
        PlaceMap {
            width: parent?.width ?? 0
            height: root.room
            models: root.models
        }
    ]

    actions: [
        PlaceFloors {
            width: parent?.width ?? 0
            models: root.models
        }
    ]

    ChoiceList {
        anchors.fill: parent
        columns: Theme.elder || Theme.largest ? 1 : 2
        compact: true
        iconOfKey: true
        model: root.models.places.sorts
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.places.sort(key)
    }
}

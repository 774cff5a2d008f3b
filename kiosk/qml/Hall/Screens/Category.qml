import QtQuick
import Hall.Ui

// The businesses of one category: one touch, one number.
Sheet {
    id: root

    wide: (Theme.low || Theme.large) && width > height
    heading: models.catalogue.category
    lead: Theme.large ? "" : t["services.lead"]

    ChoiceList {
        anchors.fill: parent
        columns: root.width <= root.height || Theme.low && Theme.large ? 1 : 2
        compact: Theme.large
        model: root.models.catalogue.inside
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.take(key)
    }
}

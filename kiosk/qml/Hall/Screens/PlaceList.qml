import QtQuick
import Hall.Ui

// The places of one kind with the way to each, or what is done at windows.
Sheet {
    id: root

    heading: models.places.heading
    lead: Theme.low && Theme.large ? "" : t["place.which"]

    ChoiceList {
        anchors.fill: parent
        compact: Theme.low
        model: root.models.places.choices
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.places.choose(key)
    }
}

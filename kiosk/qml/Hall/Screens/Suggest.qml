import QtQuick
import Hall.Ui

// A suggestion, a complaint, or what could not be done.
Sheet {
    id: root

    heading: t["suggest.title"]

    ChoiceList {
        anchors.fill: parent
        brief: Theme.low && Theme.large
        model: root.models.suggestion.kinds
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.suggestion.choose(key)
    }
}

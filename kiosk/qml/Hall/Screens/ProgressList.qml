import QtQuick
import Hall.Ui

// The cases of one person, newest first: each with where it stands and its light in words.
Sheet {
    id: root

    heading: t["progress.found"]

    ChoiceList {
        anchors.fill: parent
        iconName: root.wide ? "" : "form"
        compact: Theme.low
        model: root.models.progress.cases
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.case(key)
    }
}

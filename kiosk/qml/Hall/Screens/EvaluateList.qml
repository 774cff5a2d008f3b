import QtQuick
import Hall.Ui

// Several visits: which one.
Sheet {
    id: root

    heading: t["evaluate.which"]

    ChoiceList {
        anchors.fill: parent
        compact: root.wide || Theme.large
        model: root.models.evaluate.visits
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.evaluate.choose(key)
    }
}

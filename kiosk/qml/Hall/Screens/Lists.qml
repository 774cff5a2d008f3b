import QtQuick
import Hall.Ui

// What to bring, by matter.
Sheet {
    id: root

    heading: t["lists.title"]

    ChoiceList {
        anchors.fill: parent
        columns: root.width > root.height && !root.wide ? 2 : 1
        model: root.models.ways.lists
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.choose(key)
    }
}

import QtQuick
import Hall.Ui

// Departments, or what is done in one go.
Sheet {
    id: root

    heading: models.guides.heading

    ChoiceList {
        anchors.fill: parent
        model: root.models.guides.shelves
        compact: Theme.low
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.guides.shelf(key)
    }
}

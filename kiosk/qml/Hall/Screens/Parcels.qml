import QtQuick
import Hall.Ui

// Several things lie here for one person.
Sheet {
    id: root

    heading: t["pickup.found"]

    ChoiceList {
        anchors.fill: parent
        iconName: root.wide ? "" : "locker"
        compact: Theme.low
        model: root.models.pickup.parcels
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.pickup.choose(key)
    }
}

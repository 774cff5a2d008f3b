import QtQuick
import Hall.Ui

// What else there is beside a number.
Sheet {
    id: root

    heading: t["ways.title"]

    ChoiceList {
        anchors.fill: parent
        columns: Theme.low ? 2 : 1
        compact: Theme.low
        brief: Theme.low && Theme.large
        model: root.models.ways.ways
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => key === "phone" ? root.models.visit.phone()
            : key === "first" ? root.models.visit.first() : root.models.visit.want(key)
    }
}

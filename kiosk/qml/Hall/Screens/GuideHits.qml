import QtQuick
import Hall.Ui

// What was found, the likeliest first.
Sheet {
    id: root

    heading: models.guides.heading
    lead: models.guides.about !== "" ? models.guides.about : Theme.low ? "" : t["guide.choose"]

    ChoiceList {
        anchors.fill: parent
        model: root.models.guides.hits
        compact: Theme.low
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.guides.read(key)
    }
}

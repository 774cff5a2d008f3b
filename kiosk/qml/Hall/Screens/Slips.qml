import QtQuick
import Hall.Ui

// The numbers whose paper can be printed again.
Sheet {
    id: root

    heading: t["lost.found"]
    lead: t["lost.found_lead"]

    ChoiceList {
        anchors.fill: parent
        iconName: root.wide ? "" : "printer"
        model: root.models.ways.slips
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.slip(key)
    }
}

import QtQuick
import Hall.Ui

// The server is away: which number is mine?
PadPage {
    id: root

    heading: t["pad.which"]
    lead: t["pad.which_more"]

    ChoiceList {
        anchors.fill: parent
        columns: root.wide ? 3 : 2
        compact: true
        model: root.models.pad.numbers
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.pad.start(key)
    }
}

import QtQuick
import Hall.Ui

// Who may go first: one touch, and the window asks for the proof.
Sheet {
    id: root

    heading: t["groups.title"]
    lead: t["groups.lead"]

    ChoiceList {
        anchors.fill: parent
        columns: root.width > root.height && !root.wide ? 2 : 1
        compact: root.wide
        model: root.models.ways.groups
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.group(key === "-" ? "" : key)
    }
}

import QtQuick
import Hall.Ui

// Two ways, each with what to expect or why not.
Sheet {
    id: root

    heading: t["home.title"]
    lead: t["home.lead"]

    Column {
        id: ways
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.mm(6)

        readonly property real each: Math.min(Theme.mm(110), (parent.height - spacing) / 2)

        Tile {
            width: parent.width
            height: Math.max(implicitHeight, ways.each)
            strong: true
            enabled: reason === ""
            iconName: "ticket"
            iconSize: Theme.mm(Theme.low ? 14 : 28)
            textSize: Theme.choice
            text: root.t["home.ticket"]
            note: root.models.health.remark
            reason: root.models.health.ticket
            noteSize: Theme.action
            onClicked: root.models.visit.want("ticket")
        }

        Tile {
            width: parent.width
            height: Math.max(implicitHeight, ways.each)
            enabled: reason === ""
            iconName: "form"
            iconSize: Theme.mm(Theme.low ? 14 : 28)
            textSize: Theme.choice
            text: root.t["home.application"]
            note: root.models.health.promise
            reason: root.models.health.application
            noteSize: Theme.action
            onClicked: root.models.visit.want("application")
        }
    }
}

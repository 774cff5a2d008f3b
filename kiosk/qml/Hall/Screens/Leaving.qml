import QtQuick
import Hall.Ui

// The end was touched, and something is not handed in: what becomes of it, and two keys. Nothing is lost by one touch.
Sheet {
    id: root

    heading: t["leaving.title"]
    lead: models.leaving.what

    Column {
        id: keys
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.gap
        readonly property real room: (parent.height - lost.height - 2 * Theme.gap - spacing) / 2
        readonly property real each: Math.max(stay.implicitHeight, end.implicitHeight, Math.min(room, Theme.mm(48)))

        BigButton {
            id: stay
            width: parent.width
            height: keys.each
            kind: "primary"
            textSize: Theme.choice
            iconName: "forward"
            text: root.t["leaving.stay"]
            onClicked: root.models.visit.back()
        }

        BigButton {
            id: end
            width: parent.width
            height: keys.each
            textSize: Theme.choice
            iconName: "delete"
            text: root.t["leaving.end"]
            onClicked: root.models.visit.finish()
        }
    }

    Notice {
        id: lost
        anchors.top: parent.top
        width: parent.width
        kind: "warn"
        what: root.models.leaving.lost
    }
}

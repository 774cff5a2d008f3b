import QtQuick
import Hall.Ui

// Nobody moved for a while: one large key, as much time as one likes.
Sheet {
    id: root

    heading: t["idle.title"]
    lead: t["idle.lead"].replace("{n}", models.visit.seconds)
    reach: 0.4

    Notice {
        anchors.top: parent.top
        width: parent.width
        visible: what !== ""
        what: root.models.visit.reminder
    }

    BigButton {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.max(implicitHeight, Math.min(Theme.mm(80), parent.height * 0.6))
        kind: "primary"
        textSize: Theme.textXL
        iconName: "touch"
        text: root.t["idle.stay"]
        onClicked: root.models.visit.stay()
    }
}

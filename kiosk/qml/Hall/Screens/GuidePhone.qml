import QtQuick
import Hall.Ui

// The item's own code: materials, flow and progress on a phone.
Sheet {
    id: root

    heading: t["guide.phone_title"]
    lead: t["guide.phone_lead"]

    Scan {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        side: Math.min(Theme.mm(90), parent.height, parent.width * 0.5)
        picture: root.models.guides.code
        words: root.models.guides.invitation
    }
}

import QtQuick
import Hall.Ui

// The door was told to open; its sensor has not said yet that it did.
DoorSheet {
    id: root

    passive: true
    heading: t["pickup.opening"].replace("{n}", pickup.door)
    lead: Theme.low && Theme.large ? "" : t["pickup.opening_lead"]

    actions: [
        Dots {
            anchors.horizontalCenter: parent?.horizontalCenter
        }
    ]
}

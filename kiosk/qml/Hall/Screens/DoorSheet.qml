import QtQuick
import Hall.Ui

// A page about one door: where it is in words and in a picture.
Sheet {
    id: root

    property bool pictured: true
    property bool placed: true
    readonly property var pickup: models.pickup

    aside: [
        Label {
            width: parent?.width ?? 0
            visible: root.placed && root.pickup.where !== "" && !(Theme.low && Theme.largest)
            text: root.pickup.where
            font.pixelSize: Theme.action
            lineHeight: 1.2
        }
    ]

    LockerPicture {
        anchors.fill: parent
        opacity: root.pictured ? 1 : 0
        models: root.models
    }
}

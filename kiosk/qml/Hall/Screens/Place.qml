import QtQuick
import Hall.Ui

// One place: where it is, how to go there.
Sheet {
    id: root

    passive: true
    heading: models.places.heading
    wordsShare: Theme.large ? 0.5 : 0.38

    aside: [
        Label {
            width: parent?.width ?? 0
            visible: text !== ""
            text: root.models.places.way
            font.pixelSize: root.wide ? Theme.body : Theme.title
            font.weight: Font.Medium
            color: Theme.strong
            lineHeight: 1.15
        },
        Label {
            width: parent?.width ?? 0
            visible: text !== ""
            text: root.models.places.about
            color: Theme.softInk
            lineHeight: 1.15
        }
    ]

    actions: [
        PlaceFloors {
            width: parent?.width ?? 0
            models: root.models
        }
    ]

    PlaceMap {
        anchors.fill: parent
        high: !root.wide
        models: root.models
    }
}

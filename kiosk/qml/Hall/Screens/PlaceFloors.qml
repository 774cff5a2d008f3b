import QtQuick
import Hall.Ui

// The floors; nothing where there is one.
Segments {
    required property Models models

    visible: models.places.several
    model: models.places.floors
    chosen: models.places.floor
    chosenText: models.texts.t["place.chosen"]
    onPicked: key => models.places.show(key)
}

import QtQuick
import Hall.Ui

// The plan with what the model says of it.
HallMap {
    id: root

    required property Models models

    across: models.places.across
    down: models.places.down
    picture: models.places.picture
    walls: models.places.walls
    marks: models.places.marks
    path: models.places.path
    youText: models.texts.t["place.you"]
    words: models.texts.t["place.map"].replace("{name}", models.places.heading)
}

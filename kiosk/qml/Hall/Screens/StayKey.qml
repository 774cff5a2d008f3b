import QtQuick
import Hall.Ui

// How long the page stays, and a key to keep it as long as one likes.
BigButton {
    id: root

    required property Models models

    kind: "quiet"
    textSize: Theme.body
    iconName: "clock"
    text: models.texts.t["receipt.stay"].replace("{n}", models.visit.seconds)
    Accessible.name: models.texts.t["receipt.stay_name"]
    onClicked: models.visit.stay()
}

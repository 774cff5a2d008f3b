import QtQuick
import Hall.Ui

// What the last citizen, or the last run of the program, left behind: an open door, a number without its paper.
Column {
    id: root

    required property Models models
    property bool doors: true
    property bool papers: true

    readonly property string door: doors ? models.left.door : ""
    readonly property string paper: papers ? models.left.paper : ""

    spacing: Theme.gap
    visible: door !== "" || paper !== ""

    Notice {
        width: parent.width
        visible: what !== ""
        kind: "warn"
        what: root.door
        advice: root.models.texts.t["left.door_do"]
    }

    Notice {
        width: parent.width
        visible: what !== ""
        what: root.paper
        advice: root.models.left.advice
    }
}

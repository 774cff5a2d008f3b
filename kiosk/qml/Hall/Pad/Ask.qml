import QtQuick
import Hall.Ui

// The question, and five faces as large as the screen allows.
Item {
    id: root

    required property PadModels models
    readonly property var t: models.texts.t
    readonly property var now: models.pad.now

    Accessible.role: Accessible.Pane
    Accessible.name: question.text

    Label {
        id: question
        x: Theme.margin
        y: Theme.mm(6)
        width: root.width - 2 * Theme.margin
        text: root.t["evaluate.how"]
        color: Theme.strong
        font.pixelSize: Theme.choice
        font.weight: Font.Bold
        lineHeight: 1.15
    }

    // Why the pad asks, where the province's page should.
    readonly property bool told: models.pad.problem.there

    Label {
        id: about
        x: Theme.margin
        anchors.top: question.bottom
        anchors.topMargin: Theme.mm(2)
        width: question.width
        text: root.told ? root.models.pad.problem.what : root.now.about
        color: root.told ? Theme.strong : Theme.softInk
        font.weight: root.told ? Font.Bold : Font.Normal
        lineHeight: 1.2
    }

    Faces {
        anchors.top: about.bottom
        anchors.topMargin: Theme.mm(6)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(5)
        x: Theme.margin
        width: root.width - 2 * Theme.margin
        drop: 0.5
        breaking: true
        centred: true
        model: root.models.pad.faces
        onGiven: key => root.models.pad.give(key)
    }
}

import QtQuick
import Hall.Ui

// Where the card goes, what the reader is doing, and what is the matter.
Column {
    id: root

    required property Models models
    readonly property var t: models.texts.t
    property bool wide: false
    property string why: ""
    readonly property string asks: models.visit.asks
    readonly property bool readable: asks !== "none"

    spacing: Theme.gap

    Reader {
        width: parent.width
        cardText: root.t["identify.slot_card"]
        codeText: root.t["identify.slot_code"]
        cardShown: root.asks === "card" || root.asks === "either"
        codeShown: root.asks === "code" || root.asks === "either"
        reading: root.models.visit.reading
        unit: Theme.low ? 1 : root.wide ? 1.4 : notice.visible ? 1.3 : 1.9
        visible: root.readable && (!Theme.low || !notice.visible)
    }

    StateLine {
        width: parent.width
        visible: root.readable
        words: root.models.visit.saying
        reading: root.models.visit.reading
    }

    Notice {
        id: notice
        width: parent.width
        visible: root.models.visit.problem.there
        kind: "warn"
        what: root.models.visit.problem.what
        advice: root.models.visit.problem.advice
    }

    Label {
        width: parent.width
        visible: text !== "" && root.readable && !notice.visible && !Theme.low
        horizontalAlignment: Text.AlignHCenter
        text: root.why
        color: Theme.softInk
        font.pixelSize: Theme.action
    }
}

import QtQuick
import Hall.Ui

// Whose paper is it: the same card, code or phone as when the number was taken.
Sheet {
    id: root

    readonly property string asks: models.visit.asks

    passive: true
    heading: t["lost.title"]
    lead: Theme.largest ? "" : t["lost.lead"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            text: root.t["lost.phone"]
            iconName: "phone"
            onClicked: root.models.visit.phone()
        },
        Label {
            width: parent?.width ?? 0
            visible: !Theme.low || !Theme.large
            text: root.t["lost.desk"]
            color: Theme.softInk
        }
    ]

    Column {
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.gap

        Reader {
            width: parent.width
            cardText: root.t["identify.slot_card"]
            codeText: root.t["identify.slot_code"]
            cardShown: root.asks === "card" || root.asks === "either"
            codeShown: root.asks === "code" || root.asks === "either"
            reading: root.models.visit.reading
            unit: Theme.low || root.wide && notice.visible ? 1 : root.wide ? 1.4 : 1.3
            visible: (cardShown || codeShown) && (!Theme.low || !notice.visible)
        }

        StateLine {
            width: parent.width
            visible: root.asks !== "none" && !notice.visible
            words: root.models.ways.looking ? root.t["lost.looking"] : root.models.visit.saying
            reading: root.models.visit.reading
        }

        Notice {
            id: notice
            width: parent.width
            visible: root.models.visit.problem.there
            kind: "warn"
            what: root.models.visit.problem.what
            why: Theme.low || Theme.large ? "" : root.models.visit.problem.why
            advice: root.models.visit.problem.advice
        }
    }
}

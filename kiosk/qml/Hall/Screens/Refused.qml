import QtQuick
import Hall.Ui

// It cannot be done now: what, why, what to do, and nothing is lost.
// Whoever waits already sees the number they wait with.
Sheet {
    id: root

    readonly property bool own: models.order.own
    readonly property string family: models.visit.problem.code.split(".")[0]
    readonly property bool elsewhere: !own && models.visit.purpose !== "application" && (family === "service" || family === "appointment")

    passive: true
    heading: own ? t["refused.own_title"] : t["refused.title"]
    lead: own ? t["refused.own_lead"] : models.visit.purpose === "application" ? t["refused.kept"] : t["refused.counter"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.own ? root.t["refused.own_ok"] : !root.elsewhere ? root.t["common.retry"]
                : root.family === "service" ? root.t["refused.other"] : root.t["refused.ordinary"]
            iconName: root.own ? "check" : "forward"
            onClicked: root.own ? root.models.visit.finish() : root.elsewhere ? root.models.visit.skip() : root.models.visit.retry()
        }
    ]

    Notice {
        anchors.top: parent.top
        width: parent.width
        visible: !root.own
        kind: "warn"
        what: root.models.visit.problem.what
        why: root.models.visit.problem.why
        advice: root.models.visit.problem.advice
        code: root.models.visit.problem.code
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        visible: root.own
        spacing: Theme.gap

        NumberCard {
            width: parent.width
            above: root.models.order.service
            number: root.models.order.number
            below: root.models.order.ahead
        }

        Label {
            width: parent.width
            font.weight: Font.Medium
            text: root.models.order.where
            font.pixelSize: Theme.action
            lineHeight: 1.2
        }

        Notice {
            width: parent.width
            kind: "good"
            what: root.models.order.reminder
        }
    }
}

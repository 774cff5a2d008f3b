import QtQuick
import Hall.Ui

// It cannot be done now: what, why, what to do, and nothing is lost.
Sheet {
    id: root

    heading: t["refused.title"]
    lead: models.visit.purpose === "application" ? t["refused.kept"] : t["refused.counter"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["common.retry"]
            iconName: "forward"
            onClicked: root.models.visit.retry()
        }
    ]

    Notice {
        anchors.top: parent.top
        width: parent.width
        kind: "warn"
        what: root.models.visit.problem.what
        why: root.models.visit.problem.why
        advice: root.models.visit.problem.advice
        code: root.models.visit.problem.code
    }
}

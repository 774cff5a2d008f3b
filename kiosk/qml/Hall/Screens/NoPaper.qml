import QtQuick
import Hall.Ui

// No paper came: the number counts all the same.
Sheet {
    id: root

    heading: models.order.ticket ? t["no_paper.title"] : t["no_paper.title_receipt"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["no_paper.enough"]
            iconName: "check"
            onClicked: root.models.visit.finish()
        },
        BigButton {
            width: parent?.width ?? 0
            enabled: root.models.health.printer
            text: enabled ? root.t["no_paper.again"] : root.t["no_paper.again_later"]
            iconName: "printer"
            onClicked: root.models.visit.retry()
        }
    ]

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.gap

        NumberCard {
            width: parent.width
            above: root.t["no_paper.remember"]
            number: root.models.order.number
            below: Theme.low && Theme.large ? "" : root.models.order.ahead
        }

        Notice {
            width: parent.width
            kind: root.models.order.problem.code === "paper.again" ? "info" : "warn"
            what: root.models.order.problem.what
            advice: root.models.order.problem.advice
            code: kind === "info" ? "" : root.models.order.problem.code
        }
    }
}

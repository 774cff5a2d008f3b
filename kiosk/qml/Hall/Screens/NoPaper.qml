import QtQuick
import Hall.Ui

// No paper came: the number counts all the same.
Sheet {
    id: root

    readonly property bool tight: models.order.ticket && (wide ? Theme.low || Theme.large : Theme.largest)

    readonly property bool owes: models.order.bring !== ""
    readonly property bool brief: tight || Theme.large && (owes || wide && models.order.query !== "")

    wordsShare: Theme.low && Theme.largest ? 0.44 : 0.36

    passive: true
    headingSize: wide ? Theme.title : Theme.textXL
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
            visible: enabled || !root.tight
            enabled: root.models.order.paper
            text: enabled ? root.t["no_paper.again"] : root.t["no_paper.again_later"]
            iconName: "printer"
            onClicked: root.models.visit.retry()
        },
        BigButton {
            width: parent?.width ?? 0
            visible: root.models.order.droppable
            kind: "quiet"
            text: root.t["no_paper.without"]
            iconName: "delete"
            onClicked: root.models.visit.without()
        }
    ]

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.gap

        NumberCard {
            width: parent.width
            above: root.owes && root.wide && Theme.largest ? ""
                : root.models.order.query === "" ? root.t["no_paper.remember"] : root.t["no_paper.remember_receipt"]
            number: root.models.order.number
            code: root.models.order.query
            codeName: root.t["receipt.code"]
            air: Theme.mm(Theme.low || Theme.large ? 6 : 20)
            below: Theme.low && Theme.large ? "" : root.models.order.ahead
        }

        Scan {
            width: parent.width
            visible: root.models.order.ticket && picture.toString() !== ""
            picture: root.models.order.qr
            words: root.t["no_paper.scan"]
        }

        Notice {
            width: parent.width
            kind: root.models.order.problem.code === "paper.again" ? "info" : "warn"
            what: root.owes ? root.models.order.bring : root.models.order.problem.what
            why: root.owes ? root.models.order.problem.what : ""
            advice: root.brief ? "" : root.models.order.problem.advice
            code: kind === "info" || root.brief ? "" : root.models.order.problem.code
        }
    }
}

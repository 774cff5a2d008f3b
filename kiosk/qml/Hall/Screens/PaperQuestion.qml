import QtQuick
import Hall.Ui

// Nobody knows whether the paper came out but the citizen.
Sheet {
    id: root

    heading: t["paper_question.title"]
    lead: models.order.a4 ? t["paper_question.lead_a4"] : t["paper_question.lead"]

    NumberCard {
        anchors.top: parent.top
        width: parent.width
        above: root.models.order.safe
        number: root.models.order.number
        code: root.models.order.query
        codeName: root.t["receipt.code"]
    }

    Column {
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.gap

        BigButton {
            width: parent.width
            height: Math.max(implicitHeight, Theme.mm(Theme.low ? 24 : 40))
            textSize: Theme.title
            text: root.t["paper_question.yes"]
            iconName: "check"
            onClicked: root.models.visit.paper(true)
        }

        BigButton {
            width: parent.width
            height: Math.max(implicitHeight, Theme.mm(Theme.low ? 24 : 40))
            textSize: Theme.title
            text: root.t["paper_question.no"]
            iconName: "printer"
            onClicked: root.models.visit.paper(false)
        }
    }
}

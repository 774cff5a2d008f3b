import QtQuick
import Hall.Ui

// Eleven digits, one key each.
Sheet {
    id: root

    heading: t["phone.title"]
    property string leadText: models.visit.purpose === "application" ? t["phone.lead"] : t["phone.lead_ticket"]

    lead: models.visit.problem.there && Theme.low ? "" : leadText

    aside: [
        Column {
            width: parent?.width ?? 0
            spacing: Theme.mm(3)

            Steps {
                visible: !root.models.visit.problem.there || !Theme.low
                step: root.models.visit.step
                steps: root.models.visit.step > 0 ? root.models.visit.steps : 0
                words: root.models.visit.progress
            }

            TypedField {
                width: parent.width
                typed: root.models.answers.phone
                placeholder: root.t["phone.placeholder"]
                wrong: root.models.visit.problem.there
            }

            Label {
                width: parent.width
                visible: !root.models.visit.problem.there
                text: root.models.answers.left
                color: Theme.softInk
            }

            Notice {
                width: parent.width
                visible: root.models.visit.problem.there
                kind: "danger"
                what: root.models.visit.problem.what
                advice: root.models.visit.problem.advice
            }
        }
    ]

    DigitPage {
        anchors.fill: parent
        eraseName: root.t["phone.erase"]
        proceedName: root.t["common.proceed"]
        onKey: digit => root.models.visit.digit(digit)
        onErase: root.models.visit.erase()
        onProceed: root.models.visit.proceed()
    }
}

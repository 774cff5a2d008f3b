import QtQuick
import Hall.Ui

// An appointment by card, by its code scanned, or by its code typed.
Sheet {
    id: root

    readonly property bool away: models.visit.problem.code === "appointment.offline"

    readonly property bool tight: wide && (Theme.large || Theme.low && models.visit.problem.there)
    readonly property bool tightest: Theme.low && Theme.large

    heading: t["booking.title"]
    lead: away || tight ? "" : t["booking.lead_" + models.answers.ways]

    aside: [
        Column {
            width: parent?.width ?? 0
            spacing: Theme.mm(3)

            TypedField {
                width: parent.width
                visible: !root.away
                typed: root.models.ways.code
                placeholder: root.t["booking.placeholder"]
                wrong: root.models.visit.problem.there
            }

            Label {
                width: parent.width
                visible: root.models.ways.looking
                text: root.t["booking.looking"]
                color: Theme.softInk
            }

            Notice {
                width: parent.width
                visible: root.models.visit.problem.there && !root.away
                kind: "warn"
                what: root.models.visit.problem.what
                advice: root.tight ? "" : root.models.visit.problem.advice
            }
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.away || !root.tightest
            kind: root.away ? "primary" : "quiet"
            text: root.t["booking.ordinary"]
            iconName: "ticket"
            onClicked: root.models.visit.back()
        }
    ]

    Notice {
        width: parent.width
        visible: root.away
        kind: "warn"
        what: root.models.visit.problem.what
        why: root.models.visit.problem.why
        advice: root.models.visit.problem.advice
    }

    DigitPage {
        anchors.fill: parent
        visible: !root.away
        letters: true
        eraseName: root.t["phone.erase"]
        proceedName: root.t["common.proceed"]
        onKey: digit => root.models.visit.digit(digit)
        onErase: root.models.visit.erase()
        onProceed: root.models.visit.proceed()
    }
}

import QtQuick
import Hall.Ui

// What lies here for me: by card, by the code of the pick-up slip or of the receipt, scanned or typed. Staff type theirs here too.
Sheet {
    id: root

    readonly property bool tight: wide && (Theme.large || Theme.low && models.visit.problem.there)

    heading: t["pickup.title"]
    lead: tight ? "" : t["pickup.lead_" + models.answers.ways]

    aside: [
        Column {
            width: parent?.width ?? 0
            spacing: Theme.mm(3)

            TypedField {
                width: parent.width
                typed: root.models.pickup.code
                placeholder: root.t["pickup.placeholder"]
                wrong: root.models.visit.problem.there
            }

            Label {
                width: parent.width
                visible: root.models.pickup.looking
                text: root.t["pickup.looking"]
                color: Theme.softInk
            }

            Notice {
                width: parent.width
                visible: root.models.visit.problem.there
                kind: "warn"
                what: root.models.visit.problem.what
                advice: root.tight ? "" : root.models.visit.problem.advice
            }
        }
    ]

    DigitPage {
        anchors.fill: parent
        letters: true
        eraseName: root.t["phone.erase"]
        proceedName: root.t["common.proceed"]
        onKey: digit => root.models.visit.digit(digit)
        onErase: root.models.visit.erase()
        onProceed: root.models.visit.proceed()
    }
}

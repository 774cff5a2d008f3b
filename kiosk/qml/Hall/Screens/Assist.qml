import QtQuick
import Hall.Ui

// Staff say who they are: by card, or by staff number and the code that the console shows.
Sheet {
    id: root

    readonly property bool told: models.assist.problem.there

    heading: models.assist.title
    lead: told && root.wide || root.wide && Theme.largest ? "" : models.assist.lead

    aside: [
        TypedField {
            width: parent?.width ?? 0
            typed: root.models.assist.typed
            placeholder: root.models.assist.title
            wrong: root.told
        },
        Label {
            width: parent?.width ?? 0
            visible: root.models.assist.checking
            text: root.t["assist.checking"]
            color: Theme.softInk
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "danger"
            what: root.models.assist.problem.what
            advice: root.wide && Theme.large ? "" : root.models.assist.problem.advice
        }
    ]

    DigitPage {
        anchors.fill: parent
        letters: root.models.assist.asked === "staff"
        eraseName: root.t["phone.erase"]
        proceedName: root.t["common.proceed"]
        onKey: digit => root.models.visit.digit(digit)
        onErase: root.models.visit.erase()
        onProceed: root.models.visit.proceed()
    }
}

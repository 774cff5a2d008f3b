import QtQuick
import Hall.Ui

// How it ended: printed; certainly not, with why; or only the citizen can see it. Nothing is printed again by itself.
Sheet {
    id: root

    readonly property string came: models.copying.came
    readonly property bool printed: came === "printed"
    readonly property bool unknown: came === "unknown"

    heading: t["copy.done_" + came] ?? ""
    lead: printed ? t["copy.take"] : unknown && !(wide && Theme.large) ? t["copy.look"] : ""

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.printed
            kind: "primary"
            text: root.t["copy.other"]
            iconName: "copy"
            onClicked: root.models.visit.proceed()
        },
        BigButton {
            width: parent?.width ?? 0
            visible: root.unknown
            kind: "primary"
            text: root.t["copy.whole"]
            iconName: "check"
            onClicked: root.models.visit.paper(true)
        },
        BigButton {
            width: parent?.width ?? 0
            visible: !root.printed
            enabled: root.models.copying.fits
            text: root.t[root.unknown ? "copy.print_again" : "common.retry"]
            iconName: "printer"
            onClicked: root.models.copying.print()
        }
    ]

    Column {
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.gap

        Notice {
            width: parent.width
            visible: root.printed
            kind: "good"
            what: root.t["copy.remember"]
        }

        Notice {
            width: parent.width
            visible: root.models.visit.problem.there
            kind: "warn"
            what: root.models.visit.problem.what
            why: Theme.low ? "" : root.models.visit.problem.why
            advice: root.models.visit.problem.advice
            code: Theme.low ? "" : root.models.visit.problem.code
        }

        Label {
            width: parent.width
            text: root.models.copying.left
            color: Theme.softInk
        }
    }
}

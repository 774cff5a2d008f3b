import QtQuick
import Hall.Ui

// How is my case: by card, by the receipt's code scanned, or by the code typed. Without the network: since when, and what else there is.
Sheet {
    id: root

    readonly property bool away: models.progress.away
    readonly property bool tight: wide && (Theme.large || Theme.low && models.visit.problem.there)
    readonly property bool tightest: Theme.low && Theme.large

    heading: t["progress.title"]
    lead: away || tight ? "" : t["progress.lead_" + models.answers.ways]

    aside: [
        Column {
            width: parent?.width ?? 0
            spacing: Theme.mm(3)

            TypedField {
                width: parent.width
                visible: !root.away
                typed: root.models.progress.code
                placeholder: root.t["progress.placeholder"]
                wrong: root.models.visit.problem.there
            }

            Label {
                width: parent.width
                visible: root.models.progress.looking
                text: root.t["progress.looking"]
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
            visible: root.away
            kind: "primary"
            text: root.t["common.retry"]
            iconName: "again"
            onClicked: root.models.visit.retry()
        },
        BigButton {
            width: parent?.width ?? 0
            visible: root.away || !root.tightest
            kind: "quiet"
            text: root.t["progress.elsewhere"]
            iconName: "home"
            onClicked: root.models.visit.back()
        }
    ]

    Column {
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.gap
        visible: root.away

        Notice {
            width: parent.width
            kind: "warn"
            what: root.models.visit.problem.what
            why: root.models.progress.seen
            advice: root.models.visit.problem.advice
        }

        Label {
            width: parent.width
            visible: root.models.hall.phone !== ""
            text: root.t["progress.call"].replace("{phone}", root.models.hall.phone)
            font.pixelSize: Theme.action
        }
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

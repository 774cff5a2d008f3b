import QtQuick
import Hall.Ui

// One item: what it can be asked, and two ways to take it along.
Sheet {
    id: root

    readonly property bool noticed: models.guides.over !== "" || models.guides.listed !== "" || models.visit.problem.there
    readonly property bool printed: models.guides.listed !== "" || models.visit.problem.there
    readonly property bool tight: wide && Theme.large

    heading: models.guides.name
    lead: wide && (noticed || Theme.size > 1) ? "" : models.guides.facts

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.models.guides.over !== "" && !(root.wide && root.printed)
            kind: "warn"
            what: root.models.guides.over
            advice: root.tight ? "" : root.models.guides.advice
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.printed
            kind: root.models.visit.problem.there ? "warn" : "good"
            what: root.models.visit.problem.there ? root.models.visit.problem.what : root.models.guides.listed
        },
        Label {
            width: parent?.width ?? 0
            visible: !root.wide || !root.noticed && !Theme.large
            text: root.models.guides.kept !== "" ? root.models.guides.kept : root.models.guides.validity
            color: Theme.softInk
            lineHeight: 1.2
        }
    ]

    actions: [
        Row {
            id: take
            width: parent?.width ?? 0
            spacing: Theme.gap

            readonly property real each: (width - spacing) / 2
            readonly property real tallest: Math.max(paper.implicitHeight, phone.implicitHeight)

            BigButton {
                id: paper
                width: take.each
                height: take.tallest
                enabled: root.models.health.printer || root.models.copying.offered
                textSize: Theme.body
                text: root.models.copying.offered ? root.t["copy.forms"] : enabled ? root.t["guide.print"] : root.t["guide.print_later"]
                iconName: root.wide ? "" : "printer"
                onClicked: root.models.copying.offered ? root.models.copying.open() : root.models.visit.list()
            }

            BigButton {
                id: phone
                width: take.each
                height: take.tallest
                kind: "primary"
                textSize: Theme.body
                text: root.t["guide.phone"]
                iconName: root.wide ? "" : "phone"
                onClicked: root.models.guides.tell("phone")
            }
        }
    ]

    ChoiceList {
        anchors.fill: parent
        columns: 2
        compact: true
        model: root.models.guides.topics
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.guides.tell(key)
    }
}

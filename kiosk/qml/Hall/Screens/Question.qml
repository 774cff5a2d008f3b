import QtQuick
import Hall.Keyboard
import Hall.Ui

// One question: written, by digits, a day, or chosen.
Sheet {
    id: root

    readonly property string kind: models.filing.kind
    readonly property bool written: kind === "text"
    readonly property bool counted: kind === "number" || kind === "date"
    readonly property bool told: models.visit.problem.there
    readonly property bool tight: wide || Theme.reachTop > 0
    // Of an answer that may be left out, not knowing it is no answer of its own.
    readonly property string skipping: kind === "choice" ? "" : models.filing.optional ? t["question.leave"]
        : models.filing.unsure ? t["question.unsure"] : ""

    heading: models.filing.ask
    headingSize: wide && (heading.length > 24 || written && Theme.large) ? Theme.body : wide ? Theme.title : Theme.heading
    lead: told || written && tight || wide && Theme.large ? "" : models.filing.hint

    aside: [
        Label {
            width: parent?.width ?? 0
            visible: !root.told && !(root.written && root.tight && Theme.large)
            text: root.models.filing.count
            color: Theme.softInk
            lineHeight: 1.1
        },
        TextBox {
            width: parent?.width ?? 0
            visible: root.written
            height: root.wide ? Math.max(Theme.mm(20), root.height * (root.told || Theme.large ? 0.13 : 0.26)) : Theme.mm(Theme.reachTop > 0 ? 44 : 70)
            textSize: root.wide ? Theme.body : Theme.action
            typed: root.models.filing.typed
            placeholder: root.told || root.lead !== "" || root.wide && Theme.large ? "" : root.models.filing.hint
            wrong: root.told
            secret: keyboard.secret
            personal: true
        },
        TypedField {
            width: parent?.width ?? 0
            visible: root.counted
            typed: root.models.filing.typed
            placeholder: root.t[root.kind === "date" ? "question.date_wanted" : "question.number_wanted"]
            wrong: root.told
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "danger"
            what: root.models.visit.problem.what
            advice: root.wide ? "" : root.models.visit.problem.advice
        }
    ]

    actions: [
        Grid {
            id: onward
            width: parent?.width ?? 0
            visible: root.written || root.skipping !== ""
            columns: root.wide && root.written && root.skipping !== "" ? 2 : 1
            spacing: Theme.gap
            readonly property real each: (width - (columns - 1) * spacing) / columns
            readonly property real tallest: columns > 1 ? Math.max(next.implicitHeight, skip.implicitHeight) : 0

            BigButton {
                id: next
                width: onward.each
                height: Math.max(implicitHeight, onward.tallest)
                visible: root.written
                kind: "primary"
                text: root.t["common.proceed"]
                iconName: onward.columns > 1 ? "" : "forward"
                onClicked: root.models.keyboard.proceed()
            }

            BigButton {
                id: skip
                width: onward.each
                height: Math.max(implicitHeight, onward.tallest)
                visible: root.skipping !== ""
                textSize: Theme.body
                text: root.skipping
                onClicked: root.models.filing.reply(root.models.filing.optional ? "" : "unsure")
            }
        }
    ]

    Keyboard {
        id: keyboard
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.min(parent.height, Theme.mm(170))
        visible: root.written
        keyboard: root.models.keyboard
        t: root.t
    }

    DigitPage {
        anchors.fill: parent
        visible: root.counted
        eraseName: root.t["phone.erase"]
        proceedName: root.t["common.proceed"]
        onKey: digit => root.models.visit.digit(digit)
        onErase: root.models.visit.erase()
        onProceed: root.models.visit.proceed()
    }

    ChoiceList {
        anchors.fill: parent
        visible: root.kind === "choice"
        model: root.models.filing.choices
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.filing.reply(key)
    }
}

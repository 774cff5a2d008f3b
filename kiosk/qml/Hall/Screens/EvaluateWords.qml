import QtQuick
import Hall.Keyboard
import Hall.Ui

// The visit in one's own words, by keys or by hand.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there

    heading: models.evaluate.level
    lead: told || wide || Theme.reachTop > 0 ? "" : t["evaluate.words_lead"]

    aside: [
        TextBox {
            width: parent?.width ?? 0
            height: root.wide ? Math.max(Theme.mm(28), root.height * (root.told ? 0.24 : 0.4)) : Theme.mm(Theme.reachTop > 0 ? 72 : 100)
            textSize: root.wide ? Theme.body : Theme.action
            typed: root.models.evaluate.words
            placeholder: root.told ? "" : root.t["evaluate.words_lead"]
            wrong: root.told
            personal: true
            secret: keyboard.secret
        },
        Label {
            width: parent?.width ?? 0
            visible: !root.told
            text: root.models.evaluate.left
            color: Theme.softInk
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
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["common.proceed"]
            iconName: "forward"
            onClicked: root.models.keyboard.proceed()
        }
    ]

    Keyboard {
        id: keyboard
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.min(parent.height, Theme.mm(170))
        keyboard: root.models.keyboard
        t: root.t
    }
}

import QtQuick
import Hall.Keyboard
import Hall.Ui

// The visit in one's own words, by keys or by hand.
PadPage {
    id: root

    readonly property bool told: models.pad.problem.there

    heading: now.level
    hushed: true

    aside: [
        TextBox {
            width: parent?.width ?? 0
            height: root.wide ? Math.max(Theme.mm(28), root.height * (root.told ? 0.24 : 0.4)) : Theme.mm(root.told && Theme.largest ? 18 : 30)
            typed: root.now.words
            placeholder: root.told ? "" : root.t["evaluate.words_lead"]
            wrong: root.told
            personal: true
            secret: keyboard.secret
        },
        Label {
            width: parent?.width ?? 0
            visible: root.wide && !root.told && !Theme.large
            text: root.now.left
            color: Theme.softInk
            lineHeight: 1.2
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "danger"
            slim: root.wide
            what: root.models.pad.problem.what
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

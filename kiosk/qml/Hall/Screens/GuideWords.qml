pragma ComponentBehavior: Bound
import QtQuick
import Hall.Keyboard
import Hall.Ui

// Find an item by words, on the keyboard or by hand; what is found narrows with every word.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there
    readonly property bool any: models.guides.typed !== "" && models.guides.any
    readonly property string hint: t[models.keyboard.chinese ? "guide.words_hint" : "guide.words_letters"]
    // Beside the keyboard: so many of the first as there is room for, names of two lines reckoned with.
    readonly property real row: Theme.title * 2.5 + Theme.mm(8)
    readonly property real taken: edge + headingSize * 1.5 + box.height + key.height + Theme.mm(16)
    readonly property int beside: wide && any && !told ? Math.max(0, Math.floor((height - taken) / row)) : 0

    heading: t["guide.search"]

    aside: [
        TextBox {
            id: box
            width: parent?.width ?? 0
            height: Theme.action * (root.wide && !root.told ? 3.8 : 2) + Theme.mm(8)
            textSize: Theme.action
            typed: root.models.guides.typed
            placeholder: root.hint
            personal: true
            secret: keyboard.secret
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "danger"
            what: root.models.visit.problem.what
            advice: root.wide || Theme.reachTop > 0 ? "" : root.models.visit.problem.advice
        },
        Repeater {
            model: root.beside > 0 ? root.models.guides.hits : null

            Tile {
                required property int index
                required property string key
                required property string name
                required badge
                width: parent?.width ?? 0
                visible: index < root.beside
                compact: true
                brief: true
                text: name
                onClicked: root.models.guides.read(key)
            }
        }
    ]

    actions: [
        BigButton {
            id: key
            width: parent?.width ?? 0
            kind: "primary"
            enabled: root.models.guides.any
            text: root.models.guides.found
            iconName: root.models.guides.any ? "forward" : ""
            onClicked: root.models.keyboard.proceed()
        }
    ]

    ChoiceList {
        id: first
        width: parent.width
        height: keyboard.y - Theme.gap
        visible: root.any && !root.told && !root.wide && height > tallest + Theme.target + Theme.gap
        model: root.models.guides.hits
        compact: true
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.guides.read(key)
    }

    Keyboard {
        id: keyboard
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.min(parent.height, Theme.mm(170))
        keyboard: root.models.keyboard
        t: root.t
    }
}

import QtQuick
import Hall.Ui

// What was good or bad about it: ready-made remarks, as many as apply, and one's own words.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there

    heading: models.evaluate.level
    lead: told || Theme.low && Theme.large ? "" : models.evaluate.hint

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "danger"
            what: root.models.visit.problem.what
            advice: Theme.low ? "" : root.models.visit.problem.advice
        },
        Label {
            width: parent?.width ?? 0
            readonly property bool personal: true
            visible: text !== "" && !(Theme.low && (root.told || Theme.large))
            text: root.models.evaluate.words
            maximumLineCount: 2
            elide: Text.ElideRight
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            enabled: !root.models.evaluate.sending
            text: root.models.evaluate.words === "" ? root.t["evaluate.write"] : root.t["evaluate.rewrite"]
            iconName: "form"
            onClicked: root.models.evaluate.write()
        },
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            enabled: !root.models.evaluate.sending
            text: root.models.evaluate.sending ? root.t["evaluate.sending"] : root.t["evaluate.send"]
            iconName: "check"
            onClicked: root.models.visit.submit()
        }
    ]

    ChoiceList {
        anchors.fill: parent
        columns: root.wide && !Theme.large ? 2 : 1
        compact: true
        brief: true
        iconName: "plus"
        icons: root.models.evaluate.chosen.reduce((all, tag) => { all[tag] = "check"; return all }, {})
        strongKeys: root.models.evaluate.chosen
        model: root.models.evaluate.tags
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.evaluate.toggle(key)
    }
}

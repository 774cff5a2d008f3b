pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// One material: what it must be like, and the ways to hand it in.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there || models.filing.cut !== ""

    heading: models.filing.material
    lead: wide && (told || Theme.large) ? "" : models.filing.count

    aside: [
        Label {
            width: parent?.width ?? 0
            visible: text !== ""
            text: root.models.filing.condition
            color: Theme.strong
            font.weight: Font.Medium
            lineHeight: 1.25
        },
        Repeater {
            model: root.told || root.wide && Theme.large ? [] : root.models.filing.wanted

            Label {
                required property string modelData
                width: parent?.width ?? 0
                text: modelData.trim()
                color: Theme.softInk
                lineHeight: 1.25
            }
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "warn"
            readonly property bool cut: !root.models.visit.problem.there
            what: cut ? root.models.filing.cut : root.models.visit.problem.what
            advice: cut ? root.wide && Theme.large ? "" : root.models.filing.cut_do : root.models.visit.problem.advice
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.models.filing.given !== ""
            textSize: Theme.body
            text: root.t["paper.keep"].replace("{given}", root.models.filing.given)
            iconName: "check"
            onClicked: root.models.visit.proceed()
        }
    ]

    ChoiceList {
        anchors.fill: parent
        compact: root.wide || Theme.reachTop > 0
        brief: Theme.large && (root.wide || Theme.reachTop > 0)
        icons: ({ feeder: "feeder", camera: "camera", promise: "calendar", commit: "pen", licence: "licence", leave: "skip" })
        model: root.models.filing.ways
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.filing.hand(key)
    }
}

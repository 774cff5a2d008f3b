pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// All answers on one page, each with its own way back.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there

    heading: t["check.title"]

    aside: [
        Steps {
            visible: !root.told
            step: root.models.visit.step
            steps: root.models.visit.steps
            words: root.models.visit.progress
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "warn"
            what: root.models.visit.problem.what
            advice: root.wide ? "" : root.models.visit.problem.advice
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["check.submit"]
            iconName: "check"
            onClicked: root.models.visit.submit()
        }
    ]

    Paged {
        id: list
        anchors.fill: parent
        gap: Theme.low ? Theme.mm(Theme.largest ? 2.6 : 3) : Theme.gap
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        model: root.models.filed.rows
        onModelChanged: restart()

        delegate: CheckRow {
            required property var modelData
            required property int index
            visible: list.shows(index)
            width: parent?.width ?? 0
            label: modelData.label
            value: modelData.value
            personal: modelData.personal
            pictures: Theme.low && Theme.large ? [] : modelData.pictures
            ink: modelData.signature
            change: modelData.name === "" ? "" : root.t["check.change"]
            changeName: modelData.name
            onChanged: root.models.filed.change(modelData.what, modelData.key)
        }
    }
}

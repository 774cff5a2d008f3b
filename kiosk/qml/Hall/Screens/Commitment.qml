import QtQuick
import Hall.Ui

// What one commits oneself to, before it is signed.
Sheet {
    id: root

    heading: t["commitment.title"]
    lead: wide && Theme.large ? "" : models.filing.item

    aside: [
        Steps {
            visible: !(root.wide && Theme.large)
            step: root.models.visit.step
            steps: root.models.visit.steps
            words: root.models.visit.progress
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["commitment.agree"]
            iconName: "pen"
            onClicked: root.models.visit.proceed()
        }
    ]

    PagedLines {
        anchors.fill: parent
        boxes: false
        lines: root.models.filed.text
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
    }
}

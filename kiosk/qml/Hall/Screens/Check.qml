pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// All answers on one page, each with its own way back.
Sheet {
    id: root

    heading: t["check.title"]

    aside: [
        Steps {
            step: root.models.visit.step
            steps: root.models.visit.steps
            words: root.models.visit.progress
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

    Column {
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.low ? Theme.mm(3) : Theme.gap

        Repeater {
            model: [
                { answer: "item", label: root.t["check.item"], value: root.models.answers.item },
                { answer: "applicant", label: root.t["check.applicant"],
                  value: root.models.answers.name + "  " + root.models.answers.number },
                { answer: "phone", label: root.t["check.phone"], value: root.models.answers.phone }
            ]

            Rectangle {
                id: row
                required property var modelData
                width: parent?.width ?? 0
                height: Math.max(fact.implicitHeight, change.height) + Theme.mm(Theme.low ? 3 : 6)
                radius: Theme.radius
                color: Theme.card
                border.width: Theme.stroke
                border.color: Theme.line

                Fact {
                    id: fact
                    x: Theme.mm(5)
                    anchors.verticalCenter: parent.verticalCenter
                    width: change.x - x - Theme.mm(4)
                    label: row.modelData.label
                    value: row.modelData.value
                }

                BigButton {
                    id: change
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.mm(4)
                    anchors.verticalCenter: parent.verticalCenter
                    kind: "secondary"
                    height: Math.max(Theme.smallTarget, implicitHeight - Theme.mm(4))
                    text: root.t["check.change"]
                    Accessible.name: root.t["check.change_" + row.modelData.answer]
                    onClicked: root.models.visit.change(row.modelData.answer)
                }
            }
        }
    }
}

import QtQuick
import Hall.Ui

// Eleven digits, one key each.
Sheet {
    id: root

    heading: t["phone.title"]
    lead: models.visit.problem.there && Theme.low ? "" : t["phone.lead"]

    aside: [
        Column {
            width: parent?.width ?? 0
            spacing: Theme.mm(3)

            Steps {
                visible: !root.models.visit.problem.there || !Theme.low
                step: root.models.visit.step
                steps: root.models.visit.steps
                words: root.models.visit.progress
            }

            Rectangle {
                width: parent.width
                height: typed.height + Theme.mm(8)
                radius: Theme.radius
                color: Theme.card
                border.width: Theme.mm(root.models.visit.problem.there ? 1 : 0.5)
                border.color: root.models.visit.problem.there ? Theme.danger : Theme.strong

                Label {
                    id: typed
                    x: Theme.mm(4)
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - 2 * x
                    text: root.models.answers.phone === "" ? root.t["phone.placeholder"] : root.models.answers.phone
                    color: root.models.answers.phone === "" ? Theme.softInk : Theme.ink
                    font.pixelSize: root.models.answers.phone === "" ? Theme.body : Theme.textXL
                    lineHeight: 1.15
                }
            }

            Label {
                width: parent.width
                visible: !root.models.visit.problem.there
                text: root.models.answers.left
                color: Theme.softInk
            }

            Notice {
                width: parent.width
                visible: root.models.visit.problem.there
                kind: "danger"
                what: root.models.visit.problem.what
                advice: root.models.visit.problem.advice
            }
        }
    ]

    NumberPad {
        id: pad
        anchors.bottom: next.top
        anchors.bottomMargin: Theme.gap
        anchors.horizontalCenter: parent.horizontalCenter
        keyWidth: (parent.width - 2 * spacing) / 3
        keyHeight: Math.max(Theme.target, Math.min(Theme.mm(30), (next.y - Theme.gap - 3 * spacing) / 4))
        eraseName: root.t["phone.erase"]
        onKey: digit => root.models.visit.digit(digit)
        onErase: root.models.visit.erase()
    }

    BigButton {
        id: next
        anchors.bottom: parent.bottom
        width: parent.width
        kind: "primary"
        text: root.t["common.proceed"]
        iconName: "forward"
        onClicked: root.models.visit.proceed()
    }
}

import QtQuick
import Hall.Ui

// A signature for the receipt; for whoever does not write, what they were known by stands for it.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there

    heading: t["pickup.sign"]
    lead: told || Theme.low && Theme.large ? "" : models.pickup.title

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "danger"
            what: root.models.visit.problem.what
            advice: Theme.low && Theme.large ? "" : root.models.visit.problem.advice
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            textSize: Theme.body
            text: root.models.pickup.instead
            iconName: "card"
            onClicked: root.models.pickup.unsigned()
        },
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["signing.done"]
            iconName: "check"
            onClicked: root.models.visit.proceed()
        }
    ]

    SignaturePad {
        id: pad
        anchors.bottom: wipe.top
        anchors.bottomMargin: Theme.gap
        width: parent.width
        height: Math.min(wipe.y - Theme.gap, width * 0.4)
        lines: root.models.pickup.strokes
        hint: root.t["signing.hint"]
        name: root.t["signing.pad"]
        wrong: root.told
        onDrawn: points => root.models.pickup.stroke(points)
    }

    BigButton {
        id: wipe
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        enabled: root.models.pickup.signed
        text: root.t["signing.wipe"]
        iconName: "delete"
        onClicked: root.models.pickup.wipe()
    }
}

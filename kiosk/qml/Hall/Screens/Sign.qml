pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// A signature by finger or pen; who cannot write lays the card instead.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there
    readonly property bool carding: models.visit.reading === "waiting" || models.visit.reading === "busy"

    heading: t[carding ? "signing.title_card" : "signing.title"]
    component Signed: PagedLines {
        boxes: false
        lines: root.models.filed.signs
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
    }

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told && !root.carding
            kind: "danger"
            what: root.models.visit.problem.what
            advice: root.wide && Theme.large ? "" : root.models.visit.problem.advice
        },
        Signed {
            width: parent?.width ?? 0
            height: root.height * 0.44
            visible: root.wide && !root.told && !root.carding
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.carding
            text: root.t["signing.write"]
            iconName: "pen"
            onClicked: root.models.filed.wipe()
        },
        BigButton {
            width: parent?.width ?? 0
            visible: !root.carding
            kind: "primary"
            text: root.t["signing.done"]
            iconName: "check"
            onClicked: root.models.visit.proceed()
        }
    ]

    Signed {
        anchors.top: parent.top
        anchors.bottom: pad.top
        anchors.bottomMargin: Theme.gap
        width: parent.width
        visible: !root.wide && !root.carding
    }

    SignaturePad {
        id: pad
        anchors.bottom: keys.top
        anchors.bottomMargin: Theme.gap
        width: parent.width
        height: Math.min((keys.y - Theme.gap) * (root.wide ? 1 : 0.7), width * 0.4)
        visible: !root.carding
        lines: root.models.filed.strokes
        hint: root.t["signing.hint"]
        name: root.t["signing.pad"]
        wrong: root.told
        onDrawn: points => root.models.filed.stroke(points)
    }

    Row {
        id: keys
        anchors.bottom: parent.bottom
        width: parent.width
        visible: !root.carding
        spacing: Theme.gap
        readonly property real tallest: Math.max(card.implicitHeight, wipe.implicitHeight)

        BigButton {
            id: card
            width: Math.round((parent.width - keys.spacing) * 0.6)
            height: keys.tallest
            textSize: Theme.body
            enabled: root.models.health.card
            text: root.t[enabled ? "signing.card" : "signing.no_card"]
            iconName: "card"
            onClicked: root.models.filed.card()
        }

        BigButton {
            id: wipe
            width: parent.width - card.width - keys.spacing
            height: keys.tallest
            textSize: Theme.body
            enabled: root.models.filed.signed
            text: root.t["signing.wipe"]
            iconName: "again"
            onClicked: root.models.filed.wipe()
        }
    }

    CardWanted {
        width: parent.width
        visible: root.carding
        wide: root.wide
        models: root.models
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// One touch, one number. On a dispenser this is the first page.
Sheet {
    id: root

    property bool first: false
    readonly property bool known: models.answers.known

    wide: (!first || Theme.low || Theme.largest && (told || paperless || models.catalogue.shut)) && width > height
    heading: first && known ? t["services.card_read"].replace("{name}", models.answers.name)
        : models.answers.phoned ? t["services.phone_known"] : t["services.title"]
    readonly property bool told: first && models.visit.problem.there
    readonly property bool paperless: first && !told && models.catalogue.ready && !models.health.printer

    lead: told || paperless || Theme.large ? ""
        : !first || known || models.answers.phoned || !models.health.card ? t["services.lead"] : t["services.card_hint"]

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "warn"
            what: root.models.visit.problem.what
            advice: Theme.low && Theme.largest ? "" : root.models.visit.problem.advice
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.paperless
            kind: "warn"
            what: root.models.health.remark
        }
    ]

    actions: [
        Row {
            id: others
            width: parent?.width ?? 0
            spacing: Theme.gap

            readonly property var keys: [
                { does: "first", words: root.models.ways.first, icon: "person", shown: root.models.ways.grouped && (!root.wide || root.models.ways.claimed && !root.models.ways.booked) },
                { does: "booked", words: root.t[root.models.ways.booked ? "services.booked_today" : "services.booked"], icon: root.wide ? "" : "clock", shown: !root.wide || root.models.ways.booked },
                { does: "more", words: root.t[root.wide ? "services.all" : "services.more"], icon: "ticket", shown: !root.wide || !root.models.ways.claimed || root.models.ways.booked }
            ].filter(key => key.shown)
            readonly property real each: (width - (keys.length - 1) * spacing) / Math.max(1, keys.length)
            readonly property real tallest: {
                let height = 0
                for (let at = 0; at < ways.count; at++)
                    height = Math.max(height, (ways.itemAt(at) as BigButton)?.implicitHeight ?? 0)
                return height
            }

            Repeater {
                id: ways
                model: others.keys

                BigButton {
                    required property var modelData
                    width: others.each
                    height: others.tallest
                    kind: modelData.does === "booked" && root.models.ways.booked ? "primary" : "secondary"
                    textSize: Theme.body
                    text: modelData.words
                    iconName: modelData.icon
                    onClicked: modelData.does === "first" ? root.models.visit.first()
                        : modelData.does === "booked" ? root.models.visit.want("appointment") : root.models.visit.more()
                }
            }
        }
    ]

    ChoiceList {
        anchors.fill: parent
        visible: root.models.catalogue.ready
        columns: root.width <= root.height || Theme.low && Theme.large && root.models.catalogue.shut ? 1 : 2
        compact: root.told || root.paperless || Theme.large && root.models.catalogue.shut
        model: root.models.catalogue.services
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.take(key)
    }

    Notice {
        width: parent.width
        visible: !root.models.catalogue.ready
        what: root.t["attract.loading"]
        why: root.t["home.no_catalogue"]
    }
}

import QtQuick
import Hall.Ui

// One touch, one number. On a dispenser this is the first page.
Sheet {
    id: root

    property bool first: false
    readonly property bool known: models.answers.known

    wide: (!first || Theme.low) && width > height
    heading: first && known ? t["services.card_read"].replace("{name}", models.answers.name) : t["services.title"]
    readonly property bool told: first && models.visit.problem.there
    readonly property bool paperless: first && !told && models.catalogue.ready && !models.health.printer

    lead: told || paperless ? "" : !first || known || !models.health.card ? t["services.lead"] : t["services.card_hint"]

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "warn"
            what: root.models.visit.problem.what
            advice: root.models.visit.problem.advice
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.paperless
            kind: "warn"
            what: root.models.health.remark
        }
    ]

    ChoiceList {
        anchors.fill: parent
        visible: root.models.catalogue.ready
        columns: root.width > root.height ? 2 : 1
        compact: root.told || root.paperless
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

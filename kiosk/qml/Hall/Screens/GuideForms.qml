import QtQuick
import Hall.Ui

// What there is to print of a guide: blank forms, samples, all of it, or in short.
Sheet {
    id: root

    readonly property bool told: models.visit.problem.there

    heading: t["copy.forms_title"]
    lead: wide && (told || Theme.large) ? "" : models.copying.name

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told || root.models.copying.printed !== ""
            kind: root.told ? "warn" : "good"
            what: root.told ? root.models.visit.problem.what : root.models.copying.printed
            advice: root.told && !(Theme.low && Theme.large) ? root.models.visit.problem.advice : ""
        }
    ]

    ChoiceList {
        anchors.fill: parent
        compact: Theme.low || Theme.large
        iconName: root.wide ? "" : "printer"
        model: root.models.copying.forms
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.copying.form(key)
    }
}

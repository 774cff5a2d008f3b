pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Hall.Kiosk
import Hall.Ui

// The window of a terminal or a dispenser: header, one page, bar. Closes by signal only when locked.
Window {
    id: root

    required property TextsModel texts
    required property VisitModel visit
    required property CatalogueModel catalogue
    required property HealthModel health
    required property AnswersModel answers
    required property OrderModel order
    required property HallModel hall
    property bool locked: false
    property var pages: ({})
    property var backPages: []
    property var busyPages: ["issuing", "submitting", "printing"]
    readonly property string screenName: visit.screen
    readonly property Models models: Models {
        texts: root.texts
        visit: root.visit
        catalogue: root.catalogue
        health: root.health
        answers: root.answers
        order: root.order
        hall: root.hall
    }

    color: Theme.paper
    title: hall.name
    onClosing: close => close.accepted = !root.locked

    Binding {
        target: Theme
        property: "large"
        value: root.visit.large
    }

    Binding {
        target: Theme
        property: "low"
        value: root.height < Theme.mm(230)
    }

    Header {
        id: header
        width: parent.width
        hallName: root.hall.name
        clock: root.hall.clock
        link: root.health.sign
        linkIcon: root.health.icon
    }

    Loader {
        id: page
        y: header.height
        width: parent.width
        height: parent.height - header.height - bar.height
        sourceComponent: root.pages[root.screenName] ?? root.pages[root.visit.page] ?? null
        onLoaded: (item as Item)?.forceActiveFocus()
    }

    Bar {
        id: bar
        anchors.bottom: parent.bottom
        width: parent.width
        models: root.models
        backShown: root.backPages.includes(root.screenName)
        finishShown: root.visit.begun && root.visit.page !== "take_card" && !root.busyPages.includes(root.visit.page)
    }
}

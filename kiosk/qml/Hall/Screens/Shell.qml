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
    required property WaysModel ways
    required property SuggestionModel suggestion
    required property KeyboardModel keyboard
    required property ProgressModel progress
    required property GuidesModel guides
    required property HomeModel home
    required property EvaluateModel evaluate
    required property AssistModel assist
    required property PickUpModel pickup
    required property PlacesModel places
    required property TilesModel tiles
    required property ComfortModel comfort
    required property FilingModel filing
    required property ScansModel scans
    required property FiledModel filed
    required property CopyingModel copying
    required property LeavingModel leaving
    required property LeftModel left
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
        ways: root.ways
        suggestion: root.suggestion
        keyboard: root.keyboard
        progress: root.progress
        guides: root.guides
        home: root.home
        evaluate: root.evaluate
        assist: root.assist
        pickup: root.pickup
        places: root.places
        tiles: root.tiles
        comfort: root.comfort
        filing: root.filing
        scans: root.scans
        filed: root.filed
        copying: root.copying
        leaving: root.leaving
        left: root.left
    }

    color: Theme.paper
    title: hall.name
    onClosing: close => close.accepted = !root.locked

    Binding {
        target: Theme
        property: "size"
        value: root.comfort.size
    }

    Binding {
        target: Theme
        property: "elder"
        value: root.comfort.elder
    }

    Binding {
        target: Theme
        property: "contrast"
        value: root.comfort.contrast
    }

    Binding {
        target: Theme
        property: "reachTop"
        value: root.comfort.reach && root.height > root.width ? Math.ceil(root.height * 0.4) - header.height : 0
    }

    Binding {
        target: Theme
        property: "low"
        value: root.height < Theme.mm(230)
    }

    Header {
        id: header
        width: parent.width
        hallName: root.assist.banner === "" ? root.hall.name : ""
        clock: root.hall.clock
        link: root.health.sign
        linkIcon: root.health.icon
    }

    Banner {
        x: Theme.mm(5)
        height: header.height - Theme.mm(Theme.low ? 3 : 5)
        anchors.verticalCenter: header.verticalCenter
        most: header.width - x - header.taken
        words: root.assist.banner
    }

    Loader {
        id: page
        objectName: "page"
        y: header.height
        width: parent.width
        height: parent.height - header.height - bar.height
        sourceComponent: root.screenName === "comfort" ? panel : root.pages[root.screenName] ?? root.pages[root.visit.page] ?? null
        onLoaded: (item as Item)?.forceActiveFocus()
    }

    Component { id: panel; Comfort { models: root.models } }

    Bar {
        id: bar
        anchors.bottom: parent.bottom
        width: parent.width
        models: root.models
        backShown: root.backPages.includes(root.screenName)
        open: root.screenName === "comfort"
        finishShown: root.visit.begun && root.visit.page !== "take_card" && root.screenName !== "leaving" && !root.busyPages.includes(root.visit.page)
    }
}

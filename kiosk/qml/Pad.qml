pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Hall.Kiosk
import Hall.Pad
import Hall.Screens as Screens
import Hall.Ui

// The window of a review pad: header, one page, and a bar of keys. Closes by signal only when locked.
Window {
    id: root

    required property TextsModel texts
    required property HallModel hall
    required property KeyboardModel keyboard
    required property ComfortModel comfort
    required property TilesModel tiles
    required property PadModel pad
    property bool locked: false
    readonly property string screenName: pad.screen
    readonly property var t: texts.t
    readonly property var now: pad.now
    readonly property PadModels models: PadModels {
        texts: root.texts
        hall: root.hall
        keyboard: root.keyboard
        comfort: root.comfort
        pad: root.pad
    }
    readonly property var pages: ({
        idle: desk, numbers: numbers, faces: ask, tags: remarks, keeping: remarks, words: ownWords, thanks: thanks,
        paper: paper, paper_keeping: paper, sign: signing, paper_done: answered, comfort: panel,
        province: province, handed: handed
    })

    color: Theme.paper
    title: hall.name
    onClosing: close => close.accepted = !root.locked

    Binding {
        target: Theme
        property: "low"
        value: true
    }

    Binding {
        target: Theme
        property: "size"
        value: root.screenName === "words" && root.width < root.height ? Math.min(1, root.comfort.size) : root.comfort.size
    }

    Binding {
        target: Theme
        property: "contrast"
        value: root.comfort.contrast
    }

    Header {
        id: header
        width: parent.width
        hallName: root.width < root.height && root.now.away !== "" ? "" : root.hall.name
        clock: root.hall.clock
        link: root.now.away
    }

    Loader {
        id: page
        objectName: "page"
        y: header.height
        width: parent.width
        height: parent.height - header.height - bar.height
        sourceComponent: root.pages[root.screenName] ?? null
        onLoaded: (item as Item)?.forceActiveFocus()
    }

    Component { id: panel; PadComfort { models: root.models } }
    Component { id: desk; Desk { models: root.models } }
    Component { id: numbers; Numbers { models: root.models } }
    Component { id: ask; Ask { models: root.models } }
    Component { id: remarks; Remarks { models: root.models } }
    Component { id: ownWords; OwnWords { models: root.models } }
    Component { id: thanks; Thanks { models: root.models } }
    Component { id: paper; Paper { models: root.models } }
    Component { id: signing; Signing { models: root.models } }
    Component { id: province; Screens.WebPage { tiles: root.tiles; keyboard: root.keyboard; t: root.t; leaveText: root.t["pad.province_done"]; most: wide ? (Theme.large ? 4 : 7) : Theme.large ? 3 : 4; type: Math.min(Theme.body, Theme.capital(6)); onFinished: root.pad.done() } }
    Component { id: handed; Thanks { models: root.models; words: root.t["pad.answered"]; more: root.t["pad.handed_more"] } }
    Component { id: answered; Thanks { models: root.models; words: root.t["pad.answered"]; more: root.t["pad.answered_more"] } }

    Keys {
        id: bar
        anchors.bottom: parent.bottom
        width: parent.width
        models: root.models
    }

    // Any touch anywhere says that somebody is there; it goes on to whatever it was for.
    Item {
        anchors.fill: parent
        z: 1

        PointHandler {
            onActiveChanged: if (active) root.pad.stay()
        }
    }

    // The end of the silence, counted down over the header: nothing under it moves.
    Rectangle {
        width: parent.width
        height: Math.max(header.height, warning.height + Theme.mm(4))
        visible: root.now.seconds > 0
        color: Theme.warnPaper
        border.width: Theme.mm(0.6)
        border.color: Theme.warn
        Accessible.role: Accessible.AlertMessage
        Accessible.name: warning.text

        Label {
            id: warning
            x: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 2 * Theme.margin
            text: root.t[root.screenName === "numbers" ? "pad.leaving" : root.now.level !== "" ? "pad.unsent" : "pad.silence"].replace("{n}", root.now.seconds)
            color: Theme.warn
            font.weight: Font.Bold
            lineHeight: 1.1
        }
    }
}

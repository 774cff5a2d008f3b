pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// What moves a page without a finger on it, the keyboard, and the way back; or the answers to what the page asks.
Grid {
    id: root

    required property TilesModel tiles
    required property var t
    property string leaveText: t["tile.leave"]
    property int most: 4
    property int type: Theme.body
    property bool asked: false
    property bool typing: false
    property bool narrow: false
    signal typed
    signal finished

    readonly property var moving: [
        { does: "leave", words: leaveText, icon: "exit" },
        { does: "keyboard", words: t[typing ? "tile.keyboard_away" : "tile.keyboard"], icon: "" },
        { does: "press", words: t["tile.press"], icon: "touch" },
        { does: "up", words: t["tile.up"], icon: "" },
        { does: "down", words: t["tile.down"], icon: "" },
        { does: "previous", words: t["tile.previous"], icon: "" },
        { does: "next", words: t["tile.next"], icon: "" }
    ].filter(key => !typing || (narrow ? ["keyboard", "next"] : ["leave", "keyboard", "press", "next"]).includes(key.does))
    readonly property var answering: [
        ...(tiles.answers ? [{ does: "no", words: t["tile.no"], icon: "" }] : []),
        { does: "yes", words: t[tiles.answers ? "tile.yes" : "tile.read"], icon: "check" }
    ]
    readonly property var shown: asked ? answering : moving
    readonly property real each: (width - (columns - 1) * spacing) / columns
    readonly property real tallest: {
        let height = Theme.smallTarget
        for (let at = 0; at < repeater.count; at++)
            height = Math.max(height, (repeater.itemAt(at) as BigButton)?.implicitHeight ?? 0)
        return height
    }

    columns: Math.min(shown.length, narrow ? 2 : most)
    spacing: Theme.mm(3)

    function act(does: string) {
        if (does === "leave")
            finished()
        else if (does === "keyboard")
            typed()
        else if (does === "yes" || does === "no")
            tiles.answer(does === "yes")
        else
            tiles.press(does)
    }

    Repeater {
        id: repeater
        model: root.shown

        BigButton {
            required property var modelData
            width: root.each
            height: root.tallest
            kind: modelData.does === "leave" || modelData.does === "yes" ? "primary" : "secondary"
            textSize: root.type
            text: modelData.words
            iconName: Theme.large || root.each < Theme.mm(42) ? "" : modelData.icon
            onClicked: root.act(modelData.does)
        }
    }
}

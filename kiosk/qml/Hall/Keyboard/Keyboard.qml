pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// Pinyin, handwriting, letters, digits: every key is a button, so that six keys or two switches reach it too.
Item {
    id: root

    required property KeyboardModel keyboard
    property var t: ({})
    property bool secret: false
    readonly property real gap: Theme.mm(2.7)
    readonly property bool chosen: keyboard.mode === "pinyin" || keyboard.mode === "handwriting"
    readonly property var erase: ({ text: "", name: root.t["typing.erase"], icon: "delete", does: "erase", across: 2 })
    readonly property var letters: [[..."qwertyuiop"], [..."asdfghjkl"]]
    readonly property var blank: ({ text: root.t[keyboard.composing !== "" ? "typing.confirm" : "typing.space"], does: "space", across: 3 })
    readonly property var rows: ({
        pinyin: [...letters, [{ text: "'", name: root.t["typing.split"] }, ..."zxcvbnm", erase], [..."，。？！", blank, ..."、：；"]],
        letters: [...letters, [{ text: "", name: root.t["typing.shift"], icon: "up", does: "shift" }, ..."zxcvbnm", erase], [..."@.-_", blank, ..."/:,"]],
        digits: [[..."123年月日元"], [..."456号楼室，"], [..."789-/：。"], [..."0.（）%", erase]]
    })

    Accessible.role: Accessible.Grouping

    Segments {
        id: modes
        width: eye.x - spacing
        model: root.keyboard.modes
        chosen: root.keyboard.mode
        onPicked: key => root.keyboard.use(key)
    }

    // Hides what is written from whoever stands behind.
    Key {
        id: eye
        anchors.right: parent.right
        width: Theme.mm(18)
        height: modes.height
        strong: true
        iconName: root.secret ? "hidden" : "eye"
        spoken: root.t[root.secret ? "typing.show" : "typing.hide"]
        onClicked: root.secret = !root.secret
    }

    Strip {
        id: strip
        anchors.top: modes.bottom
        anchors.topMargin: root.gap
        width: parent.width
        visible: root.chosen
        keyboard: root.keyboard
        t: root.t
        hint: root.t[root.keyboard.mode === "pinyin" ? "typing.hint" : "typing.hint_pad"]
    }

    Item {
        id: area
        anchors.top: root.chosen ? strip.bottom : modes.bottom
        anchors.topMargin: root.gap
        anchors.bottom: parent.bottom
        width: parent.width

        KeyRows {
            id: keys
            anchors.fill: parent
            visible: root.keyboard.mode !== "handwriting"
            gap: root.gap
            columns: root.keyboard.mode === "digits" ? 7 : 10
            rows: root.rows[root.keyboard.mode] ?? []
            capital: root.keyboard.mode === "letters" && root.keyboard.capital
            onKey: text => root.keyboard.press(text)
            onDoes: what => what === "erase" ? root.keyboard.erase() : what === "shift" ? root.keyboard.shift() : root.keyboard.press(" ")
        }

        Pad {
            anchors.fill: parent
            visible: root.keyboard.mode === "handwriting"
            gap: root.gap
            keyboard: root.keyboard
            t: root.t
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// Keys in rows. A key is a sign, or {text, name, does, across}: `does` something else than write, `across` columns.
Item {
    id: root

    property var rows: []
    property int columns: 10
    property bool capital: false
    property real gap: Theme.mm(2.7)
    readonly property real unit: (width + gap) / columns
    readonly property real line: (height + gap) / Math.max(1, rows.length)
    readonly property var keys: {
        let laid = []
        for (let y = 0; y < rows.length; y++) {
            const wide = rows[y].map(key => key.across ?? 1)
            let x = (columns - wide.reduce((sum, each) => sum + each, 0)) / 2
            for (let at = 0; at < wide.length; at++) {
                const key = rows[y][at], text = key.text ?? key
                laid.push({ text: text, spoken: key.name ?? text, does: key.does ?? "", icon: key.icon ?? "", x: x, y: y, across: wide[at] })
                x += wide[at]
            }
        }
        return laid
    }
    signal key(string text)
    signal does(string what)

    Repeater {
        model: root.keys

        Key {
            required property var modelData
            x: modelData.x * root.unit
            y: modelData.y * root.line
            width: modelData.across * root.unit - root.gap
            height: root.line - root.gap
            strong: modelData.does !== ""
            on: modelData.does === "shift" && root.capital
            iconName: modelData.icon
            readonly property bool capital: root.capital && modelData.does === ""
            text: capital ? modelData.text.toUpperCase() : modelData.text
            spoken: capital ? text : modelData.spoken
            onClicked: modelData.does !== "" ? root.does(modelData.does) : root.key(modelData.text)
        }
    }
}

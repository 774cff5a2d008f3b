pragma ComponentBehavior: Bound
import QtQuick

// Ten digits, with `letters` the alphabet too, and a way to take one back. `key` says which, `erase` the last key.
Item {
    id: root

    property string eraseName: ""
    property bool letters: false
    property real keyWidth: Theme.mm(30)
    property real keyHeight: Theme.target
    readonly property real spacing: Theme.mm(3)
    readonly property int columns: letters ? 8 : 3
    readonly property int lines: Math.ceil(keys.length / columns)
    readonly property var keys: letters ? [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-<"]
        : ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "<"]
    signal key(string digit)
    signal erase

    implicitWidth: columns * (keyWidth + spacing) - spacing
    implicitHeight: lines * (keyHeight + spacing) - spacing

    Repeater {
        model: root.keys

        BigButton {
            required property string modelData
            required property int index
            readonly property bool last: modelData === "<"
            readonly property int across: last ? root.columns - index % root.columns : 1

            x: (index % root.columns) * (root.keyWidth + root.spacing)
            y: Math.floor(index / root.columns) * (root.keyHeight + root.spacing)
            width: across * (root.keyWidth + root.spacing) - root.spacing
            height: root.keyHeight
            visible: modelData !== ""
            kind: "quiet"
            text: last ? root.eraseName : modelData
            textSize: last ? Theme.body : Math.min(root.letters ? Theme.letter : Theme.digit, height * 0.66)
            onClicked: last ? root.erase() : root.key(modelData)
        }
    }
}

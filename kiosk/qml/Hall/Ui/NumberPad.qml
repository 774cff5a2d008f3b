pragma ComponentBehavior: Bound
import QtQuick

// Ten digits and a way to take one back. `key` says the digit, `erase` the last key.
Grid {
    id: root

    property string eraseName: ""
    property real keyWidth: Theme.mm(30)
    property real keyHeight: Theme.target
    signal key(string digit)
    signal erase

    columns: 3
    spacing: Theme.mm(3)

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "<"]

        Item {
            id: cell
            required property string modelData
            width: root.keyWidth
            height: root.keyHeight

            BigButton {
                anchors.fill: parent
                visible: cell.modelData !== ""
                kind: "quiet"
                text: cell.modelData === "<" ? root.eraseName : cell.modelData
                textSize: cell.modelData === "<" ? Theme.body : Theme.textXL
                onClicked: cell.modelData === "<" ? root.erase() : root.key(cell.modelData)
            }
        }
    }
}

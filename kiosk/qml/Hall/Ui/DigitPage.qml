import QtQuick

// Ten digits, or letters too, and the key that goes on, as large as there is room.
Item {
    id: root

    property bool letters: false
    property string eraseName: ""
    property string proceedName: ""
    signal key(string digit)
    signal erase
    signal proceed

    NumberPad {
        id: pad
        anchors.bottom: next.top
        anchors.bottomMargin: Theme.gap
        anchors.horizontalCenter: parent.horizontalCenter
        letters: root.letters
        keyWidth: (parent.width - (columns - 1) * spacing) / columns
        keyHeight: Math.max(root.letters ? Theme.smallTarget : Theme.target,
                            Math.min(Theme.mm(30), (next.y - Theme.gap - (lines - 1) * spacing) / lines))
        eraseName: root.eraseName
        onKey: digit => root.key(digit)
        onErase: root.erase()
    }

    BigButton {
        id: next
        anchors.bottom: parent.bottom
        width: parent.width
        kind: "primary"
        text: root.proceedName
        iconName: "forward"
        onClicked: root.proceed()
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// What could be meant: what is composed above, the choices below, a stripful at a time.
Item {
    id: root

    required property KeyboardModel keyboard
    property var t: ({})
    property string hint: ""
    property real gap: Theme.mm(2.7)
    readonly property int textSize: Theme.action
    readonly property real turn: Theme.mm(15)
    readonly property real keyHeight: Math.max(Theme.mm(13), textSize * 1.75)
    readonly property real room: (width - 2 * (turn + gap)) / textSize

    implicitHeight: words.height + keyHeight + Theme.mm(1)
    onRoomChanged: keyboard.fit(room)
    Component.onCompleted: keyboard.fit(room)

    Label {
        id: words
        width: parent.width
        height: Math.ceil(root.textSize * 1.5)
        text: root.keyboard.problem.there ? root.keyboard.problem.what
            : root.keyboard.composing !== "" ? root.keyboard.composing : root.hint
        color: root.keyboard.problem.there ? Theme.warn : root.keyboard.composing !== "" ? Theme.strong : Theme.softInk
        font.weight: root.keyboard.composing !== "" ? Font.Medium : Font.Normal
        font.pixelSize: root.keyboard.composing !== "" ? root.textSize : Theme.body
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.NoWrap
        lineHeight: 1
    }

    Row {
        y: words.height + Theme.mm(1)
        spacing: root.gap

        Repeater {
            model: 24

            Key {
                required property int index
                readonly property string word: root.keyboard.candidates[index] ?? ""
                visible: word !== ""
                width: Math.max(Theme.mm(13), needed)
                height: root.keyHeight
                textSize: root.textSize
                on: index === 0 && !root.keyboard.less
                text: word
                spoken: (index + 1) + " " + word
                onClicked: root.keyboard.choose(index)
            }
        }
    }

    Row {
        y: words.height + Theme.mm(1)
        anchors.right: parent.right
        spacing: root.gap
        visible: root.keyboard.more || root.keyboard.less

        Key {
            width: root.turn
            height: root.keyHeight
            visible: root.keyboard.less
            strong: true
            iconName: "back"
            spoken: root.t["typing.less"]
            onClicked: root.keyboard.backward()
        }

        Key {
            width: root.turn
            height: root.keyHeight
            visible: root.keyboard.more
            strong: true
            iconName: "forward"
            spoken: root.t["typing.more"]
            onClicked: root.keyboard.forward()
        }
    }
}

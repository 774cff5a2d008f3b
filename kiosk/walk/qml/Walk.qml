pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Walk

// Targets all over the screen, one of them lit. Words stand in the half where nothing is lit.
Window {
    id: root

    required property WalkView walk
    property int fingers: 0

    color: Theme.paper
    title: walk.words.title

    MultiPointTouchArea {
        anchors.fill: parent
        focus: true
        Keys.onEscapePressed: root.walk.leave()
        onPressed: points => {
            root.fingers += points.length
            for (const point of points)
                root.walk.touch(point.x, point.y, root.fingers)
        }
        onReleased: points => root.fingers = Math.max(0, root.fingers - points.length)
        onCanceled: points => root.fingers = Math.max(0, root.fingers - points.length)
    }

    Repeater {
        model: root.walk.dots

        Rectangle {
            required property var modelData
            readonly property string met: modelData.met

            x: modelData.x - width / 2
            y: modelData.y - height / 2
            width: Theme.mm(5)
            height: width
            radius: width / 2
            color: met === "hit" ? Theme.good : met === "open" ? Theme.line : Theme.danger
        }
    }

    Rectangle {
        x: root.walk.litX - width / 2
        y: root.walk.litY - height / 2
        width: root.walk.size
        height: width
        radius: width / 2
        color: Theme.strong
        border.width: Theme.mm(1)
        border.color: Theme.warnPaper
        Accessible.role: Accessible.StaticText
        Accessible.name: root.walk.words.target + " " + root.walk.place

        Rectangle {
            anchors.centerIn: parent
            width: Theme.mm(3)
            height: width
            radius: width / 2
            color: Theme.lightInk
        }
    }

    Rectangle {
        id: panel

        readonly property bool below: root.walk.litY < root.height / 2

        x: (root.width - width) / 2
        y: below ? root.height * 0.75 - height / 2 : root.height * 0.25 - height / 2
        width: Math.min(root.width - Theme.mm(40), Theme.mm(200))
        height: column.height + Theme.mm(16)
        radius: Theme.radius
        color: Theme.card
        border.width: Theme.stroke
        border.color: Theme.line

        Column {
            id: column
            x: Theme.mm(8)
            y: Theme.mm(8)
            width: parent.width - Theme.mm(16)
            spacing: Theme.mm(3)

            Label {
                width: parent.width
                text: root.walk.words.touch
                font.pixelSize: Theme.title
                font.weight: Font.Bold
                color: Theme.strong
                horizontalAlignment: Text.AlignHCenter
            }

            Label {
                width: parent.width
                text: root.walk.words.other_touch
                horizontalAlignment: Text.AlignHCenter
            }

            Label {
                width: parent.width
                text: root.walk.place
                font.pixelSize: Theme.title
                horizontalAlignment: Text.AlignHCenter
            }

            BigButton {
                width: parent.width
                text: root.walk.words.cannot + " · " + root.walk.words.other_cannot
                textSize: Theme.body
                focusPolicy: Qt.NoFocus
                onClicked: root.walk.cannotReach()
            }

            Label {
                width: parent.width
                text: root.walk.words.leave + " · " + root.walk.words.other_leave
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
}

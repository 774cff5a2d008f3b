import QtQuick
import Hall.Ui

// Who works here (亮明身份): photo, name, number, post, badge.
Rectangle {
    id: root

    required property PadModels models
    readonly property var now: models.pad.now
    readonly property real wordsHeight: words.height
    property bool tall: false
    // The photo has what the words leave.
    readonly property real side: tall ? Math.min((width - Theme.mm(12)) / 0.8, height - words.height - Theme.mm(15))
        : Math.min(height - Theme.mm(10), width * 0.45)

    radius: Theme.mm(5)
    color: Theme.card
    border.width: Theme.stroke
    border.color: Theme.line
    Accessible.role: Accessible.Grouping
    Accessible.name: now.name

    Rectangle {
        id: frame
        x: root.tall ? (root.width - width) / 2 : Theme.mm(5)
        y: Theme.mm(5)
        width: Math.round(root.side * 0.8)
        height: root.side
        radius: Theme.radius
        color: Theme.tint
        clip: true

        Icon {
            anchors.centerIn: parent
            visible: picture.status !== Image.Ready
            name: "person"
            color: Theme.strong
            size: parent.width * 0.6
        }

        Image {
            id: picture
            anchors.fill: parent
            source: root.models.pad.photo
            asynchronous: true
            fillMode: Image.PreserveAspectCrop
            sourceSize.height: 480
            Accessible.ignored: true
        }
    }

    Column {
        id: words
        x: root.tall ? Theme.mm(5) : frame.x + frame.width + Theme.mm(6)
        y: root.tall ? frame.y + frame.height + Theme.mm(4) : (root.height - height) / 2
        width: root.width - x - Theme.mm(5)
        spacing: Theme.mm(1.5)

        Label {
            width: parent.width
            text: root.now.name
            color: Theme.strong
            font.pixelSize: Theme.choice
            font.weight: Font.Bold
            horizontalAlignment: root.tall ? Text.AlignHCenter : Text.AlignLeft
            lineHeight: 1.15
        }

        Rectangle {
            x: root.tall ? (parent.width - width) / 2 : 0
            visible: root.now.badge !== ""
            width: Math.min(parent.width, medal.implicitWidth + Theme.mm(7))
            height: medal.implicitHeight + Theme.mm(2.5)
            radius: height / 2
            color: Theme.strong

            Label {
                id: medal
                anchors.centerIn: parent
                width: Math.min(implicitWidth, root.width - Theme.mm(17))
                text: root.now.badge
                color: Theme.lightInk
                font.weight: Font.Medium
                lineHeight: 1.1
            }
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.now.number
            color: Theme.softInk
            horizontalAlignment: root.tall ? Text.AlignHCenter : Text.AlignLeft
            lineHeight: 1.15
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.now.department
            color: Theme.softInk
            horizontalAlignment: root.tall ? Text.AlignHCenter : Text.AlignLeft
            lineHeight: 1.15
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.now.post
            color: Theme.softInk
            horizontalAlignment: root.tall ? Text.AlignHCenter : Text.AlignLeft
            lineHeight: 1.15
        }
    }
}

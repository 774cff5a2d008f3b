import QtQuick
import Hall.Ui

// What is to be confirmed, a page at a time: words, or a picture that can be made as wide as there is room.
Item {
    id: root

    required property PadModels models
    readonly property var t: models.texts.t
    readonly property var now: models.pad.now
    property int type: Theme.body
    property bool large: false

    // On through a large page, then to the next one; the other way round back.
    function on(by: int): void {
        const most = Math.max(0, view.contentHeight - view.height), to = view.contentY + by * view.height * 0.8
        if (now.pictured && large && by > 0 ? view.contentY < most - 1 : view.contentY > 1 && now.pictured && large)
            view.contentY = Math.max(0, Math.min(most, to))
        else
            models.pad.turn(by)
    }

    Connections {
        target: root.models.pad
        function onTurned() { view.contentY = 0 }
    }

    PagedLines {
        width: parent.width
        height: (keys.visible ? keys.y - Theme.gap : root.height)
        visible: !root.now.pictured
        boxes: false
        hushed: true
        lines: root.now.paper_lines
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
    }

    Flickable {
        id: view
        width: parent.width
        height: keys.y - Theme.gap
        visible: root.now.pictured
        clip: true
        contentHeight: picture.height
        boundsBehavior: Flickable.StopAtBounds

        Image {
            id: picture
            readonly property real shape: implicitWidth > 0 ? implicitHeight / implicitWidth : 1.4
            x: (view.width - width) / 2
            width: root.large ? view.width : Math.min(view.width, view.height / shape)
            height: width * shape
            source: root.models.pad.sheet
            cache: false
            mipmap: true
            Accessible.role: Accessible.Graphic
            Accessible.name: root.t["pad.document"]
        }
    }

    Rectangle {
        anchors.fill: view
        visible: root.now.pictured
        color: "transparent"
        border.width: Theme.stroke
        border.color: Theme.line
    }

    Label {
        anchors.centerIn: view
        visible: root.now.pictured && picture.status !== Image.Ready
        text: root.t["pad.coming"]
    }

    Row {
        id: keys
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.now.sides > 1 || root.now.pictured
        spacing: Theme.mm(3)
        readonly property real each: (width - 3 * spacing) / 4
        readonly property real tallest: Math.max(Theme.smallTarget, before.implicitHeight, next.implicitHeight, size.implicitHeight)
        height: visible ? tallest : 0

        BigButton {
            id: before
            width: keys.each
            height: keys.tallest
            kind: "quiet"
            textSize: root.type
            enabled: root.now.side > 0 || view.contentY > 1
            text: root.t["pad.side_before"]
            onClicked: root.on(-1)
        }

        Label {
            width: keys.each
            anchors.verticalCenter: parent.verticalCenter
            readonly property bool live: true
            text: root.now.sides_of
            font.pixelSize: root.type
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.1
        }

        BigButton {
            id: next
            width: keys.each
            height: keys.tallest
            kind: "quiet"
            textSize: root.type
            enabled: root.now.side < root.now.sides - 1 || root.large && view.contentY < view.contentHeight - view.height - 1
            text: root.t["pad.side_next"]
            onClicked: root.on(1)
        }

        BigButton {
            id: size
            width: keys.each
            height: keys.tallest
            kind: "quiet"
            textSize: root.type
            enabled: root.now.pictured
            text: root.t[root.large ? "pad.whole" : "pad.larger"]
            onClicked: {
                view.contentY = 0
                root.large = !root.large
            }
        }
    }
}

import QtQuick

// Who we are and what time it is, the same on every page.
Item {
    id: root

    property string hallName: ""
    property string place: ""
    property string clock: ""
    property string link: ""
    property string linkIcon: "offline"
    // How much of the right side is taken.
    readonly property real taken: Theme.margin + time.width + row.spacing + (away.visible ? away.width + row.spacing : 0)

    implicitHeight: Math.max(Theme.mm(Theme.low ? 14 : 18), row.implicitHeight + Theme.mm(Theme.low ? 3 : 6))

    Rectangle {
        anchors.fill: parent
        color: Theme.strong
    }

    Row {
        id: row
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        spacing: Theme.mm(6)

        Column {
            width: parent.width - time.width - parent.spacing - (away.visible ? away.width + parent.spacing : 0)
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                text: root.hallName
                color: Theme.lightInk
                font.weight: Font.Medium
                lineHeight: 1.2
            }
        }

        Row {
            id: away
            visible: root.link !== ""
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(2)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.linkIcon
                color: Theme.lightInk
                size: Theme.mm(7)
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.link
                color: Theme.lightInk
                font.pixelSize: Theme.textS
                wrapMode: Text.NoWrap
            }
        }

        Label {
            id: time
            anchors.verticalCenter: parent.verticalCenter
            lineHeight: 1.2
            text: root.clock
            color: Theme.lightInk
            wrapMode: Text.NoWrap
        }
    }
}

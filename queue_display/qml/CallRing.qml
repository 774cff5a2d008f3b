import QtQuick
import Hall.Ui

// The frame of a call that is being announced; of one called again it beats, slower than once a second.
Rectangle {
    id: root

    property real gap: 10
    property bool shown: false
    property bool beating: false
    readonly property bool moving: shown && beating

    anchors.fill: parent
    anchors.margins: gap * 0.35
    radius: gap * 0.7
    color: "transparent"
    visible: shown
    border.width: gap * 0.35
    border.color: Theme.lightInk
    onMovingChanged: if (!moving) opacity = 1

    SequentialAnimation on opacity {
        running: root.moving
        loops: Animation.Infinite

        NumberAnimation { from: 1; to: 0.15; duration: 600 }
        NumberAnimation { from: 0.15; to: 1; duration: 600 }
    }
}

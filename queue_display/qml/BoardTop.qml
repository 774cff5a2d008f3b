import QtQuick
import Hall.Board

// The header, and below it how old the data is.
Item {
    id: root

    required property HeadView head
    required property HeadRoom room

    BoardHeader {
        width: root.room.width
        height: root.room.header.height
        head: root.head
        room: root.room
    }

    AgeBand {
        x: root.room.band.x
        y: root.room.band.y
        width: root.room.band.width
        height: root.room.band.height
        visible: height > 0
        head: root.head
        room: root.room
    }
}

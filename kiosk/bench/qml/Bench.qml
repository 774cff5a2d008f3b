pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Bench

// Every twin of the hall, a page for each unit, and a page for the hall around them.
Window {
    id: root

    required property BenchView bench
    property int shown: 0
    property BenchDeviceView looked: null
    readonly property int hallPage: bench.units.length
    readonly property real edge: Theme.mm(5)

    // What has the keyboard is on the screen.
    onActiveFocusItemChanged: {
        const item = root.activeFocusItem
        if (!item || !scroll.contentHeight)
            return
        const top = item.mapToItem(pages, 0, 0).y
        if (item.mapToItem(null, 0, 0).y < scroll.y && item.parent !== tabs && top >= 0)
            scroll.contentY = Math.max(0, top - root.edge)
        else if (top + item.height > scroll.contentY + scroll.height && top + item.height <= pages.height)
            scroll.contentY = top + item.height - scroll.height
    }

    color: Theme.paper
    title: bench.words.title
    width: Theme.mm(200)
    height: Theme.mm(415)

    Label {
        x: root.edge
        y: ender.y + (ender.height - height) / 2
        text: root.bench.words.title
        color: Theme.strong
        font.pixelSize: Theme.title
        font.weight: Font.Bold
        lineHeight: 1.2
    }

    DeskButton {
        id: ender
        x: root.width - width - root.edge
        y: root.edge
        text: root.bench.words.end
        onClicked: root.close()
    }

    Row {
        id: tabs
        x: root.edge
        y: ender.y + ender.height + Theme.mm(4)
        width: root.width - 2 * root.edge
        spacing: Theme.mm(2)

        Repeater {
            model: root.hallPage + 1

            DeskButton {
                required property int index

                width: Math.floor((tabs.width - root.hallPage * tabs.spacing) / (root.hallPage + 1))
                on: root.shown === index
                text: index < root.hallPage ? root.bench.units[index].title : root.bench.words.hall
                onClicked: root.shown = index
            }
        }
    }

    DeskButton {
        id: alert
        x: root.edge
        y: tabs.y + tabs.height + Theme.mm(3)
        width: tabs.width
        visible: text !== ""
        alarm: true
        text: root.bench.hall.alert
        onClicked: root.shown = root.hallPage
    }

    Flickable {
        id: scroll
        x: root.edge
        y: (alert.visible ? alert.y + alert.height : tabs.y + tabs.height) + Theme.mm(3)
        width: tabs.width
        height: root.height - y - root.edge
        contentHeight: pages.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Item {
            id: pages
            width: scroll.width
            height: Math.max(scroll.height, hall.visible ? hall.implicitHeight : 0, units.children[root.shown]?.implicitHeight ?? 0)

            Item {
                id: units
                anchors.fill: parent

                Repeater {
                    model: root.bench.units

                    UnitPage {
                        required property BenchUnitView modelData
                        required property int index

                        anchors.fill: parent
                        visible: root.shown === index
                        unit: modelData
                        enlargeText: root.bench.words.enlarge
                        onEnlarge: device => root.looked = device
                    }
                }
            }

            HallPage {
                id: hall
                width: parent.width
                visible: root.shown === root.hallPage
                hall: root.bench.hall
                words: root.bench.words
            }
        }
    }

    Rectangle {
        x: root.width - width - Theme.mm(1)
        y: scroll.y + scroll.visibleArea.yPosition * scroll.height
        width: Theme.mm(2.4)
        height: scroll.visibleArea.heightRatio * scroll.height
        visible: scroll.visibleArea.heightRatio < 0.999
        radius: width / 2
        color: Theme.softInk
    }

    CloseUp {
        anchors.fill: parent
        picture: root.looked?.picture ?? ""
        text: root.bench.words.close_up
        note: root.looked?.note ?? ""
        onClosed: root.looked = null
    }
}

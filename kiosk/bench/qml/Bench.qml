pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Bench

// Every twin of the hall on one bench, a card each, by the machine it belongs to.
Window {
    id: root

    required property BenchView bench

    color: Theme.paper
    title: bench.title
    width: Theme.mm(520)
    height: Theme.mm(320)

    Flickable {
        id: scroll
        anchors.fill: parent
        anchors.margins: Theme.mm(6)
        contentHeight: units.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: units
            width: scroll.width
            spacing: Theme.mm(6)

            Repeater {
                model: root.bench.units

                Column {
                    id: unit
                    required property BenchUnitView modelData
                    readonly property int across: Math.max(1, Math.floor((width + Theme.gap) / (Theme.mm(150) + Theme.gap)))

                    width: units.width
                    spacing: Theme.mm(3)

                    Label {
                        text: unit.modelData.title
                        color: Theme.strong
                        font.pixelSize: Theme.title
                        font.weight: Font.Bold
                        lineHeight: 1.2
                    }

                    Flow {
                        width: parent.width
                        spacing: Theme.gap

                        Repeater {
                            model: unit.modelData.devices

                            DeviceCard {
                                required property BenchDeviceView modelData

                                device: modelData
                                width: Math.floor((unit.width - 1 - (unit.across - 1) * Theme.gap) / unit.across)
                                height: Theme.mm(124)
                            }
                        }
                    }
                }
            }
        }
    }
}

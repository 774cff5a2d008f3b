pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hall.Ui
import Hall.Bench

// The devices of one unit, a card each; those that make paper take the room that is left.
ColumnLayout {
    id: root

    required property BenchUnitView unit
    required property string enlargeText

    signal enlarge(device: BenchDeviceView)

    spacing: Theme.mm(4)

    Repeater {
        model: root.unit.devices

        DeviceCard {
            required property BenchDeviceView modelData

            Layout.fillWidth: true
            Layout.fillHeight: modelData.pictured
            Layout.minimumHeight: implicitHeight
            device: modelData
            enlargeText: root.enlargeText
            onEnlarge: root.enlarge(modelData)
        }
    }
}

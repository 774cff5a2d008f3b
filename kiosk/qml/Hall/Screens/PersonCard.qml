import QtQuick
import Hall.Ui

// A person as a card says, masked.
Rectangle {
    id: root

    property var t: ({})
    property string name: ""
    property string number: ""

    implicitHeight: facts.height + Theme.mm(14)
    radius: Theme.mm(5)
    color: Theme.card
    border.width: Theme.stroke
    border.color: Theme.line

    Column {
        id: facts
        x: Theme.mm(7)
        y: Theme.mm(7)
        width: parent.width - 2 * x
        spacing: Theme.mm(5)

        Fact {
            width: parent.width
            label: root.t["applicant.name"]
            value: root.name
        }

        Fact {
            width: parent.width
            label: root.t["applicant.number"]
            value: root.number
        }
    }
}

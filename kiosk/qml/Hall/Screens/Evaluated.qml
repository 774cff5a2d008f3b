import QtQuick
import Hall.Ui

// Thanks, the same for every face.
Sheet {
    id: root

    passive: true
    heading: t["evaluate.thanks"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            text: root.t["common.done"]
            iconName: "check"
            onClicked: root.models.visit.finish()
        },
        Label {
            width: parent?.width ?? 0
            horizontalAlignment: Text.AlignHCenter
            text: root.t["ticket.leaves"].replace("{n}", root.models.visit.seconds)
            color: Theme.softInk
            lineHeight: 1.1
        }
    ]

    Notice {
        width: parent.width
        kind: "good"
        what: root.t["evaluate.kept"]
        advice: root.t["evaluate.nobody"]
    }
}

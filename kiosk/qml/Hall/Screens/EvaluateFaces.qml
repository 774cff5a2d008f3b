import QtQuick
import Hall.Ui

// The five faces of a visit.
Sheet {
    id: root

    heading: t["evaluate.how"]
    lead: Theme.low && Theme.large ? "" : models.evaluate.about

    actions: root.models.evaluate.invited ? [skip] : []

    BigButton {
        id: skip
        width: parent?.width ?? 0
        visible: root.models.evaluate.invited
        text: root.t["evaluate.skip"]
        iconName: "check"
        onClicked: root.models.visit.finish()
    }

    Faces {
        anchors.fill: parent
        beside: !root.wide
        model: root.models.evaluate.faces
        onGiven: key => root.models.evaluate.give(key)
    }
}

import QtQuick
import Hall.Ui

// The appointments found: a touch checks in.
Sheet {
    id: root

    heading: t["booking.found"]
    lead: t["booking.found_lead"]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "quiet"
            text: root.t["booking.ordinary"]
            iconName: "ticket"
            onClicked: root.models.visit.back()
        }
    ]

    ChoiceList {
        anchors.fill: parent
        iconName: root.wide ? "" : "clock"
        model: root.models.ways.bookings
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.book(key)
    }
}

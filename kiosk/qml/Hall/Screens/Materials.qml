pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// What to bring for one matter: to be read, photographed or printed.
Sheet {
    id: root

    heading: t["materials.title"]
    lead: models.ways.item

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.models.ways.listed !== "" || root.models.visit.problem.there
            kind: root.models.visit.problem.there ? "warn" : "good"
            what: root.models.visit.problem.there ? root.models.visit.problem.what : root.models.ways.listed
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            enabled: root.models.health.printer
            text: enabled ? root.t["materials.print"] : root.t["materials.later"]
            iconName: "printer"
            onClicked: root.models.visit.list()
        }
    ]

    PagedLines {
        anchors.fill: parent
        lines: root.models.ways.materials
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
    }
}

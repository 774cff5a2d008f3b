import QtQuick
import Hall.Ui

// How many copies, on one side or both, and what that takes.
Sheet {
    id: root

    readonly property var copying: models.copying
    readonly property bool told: models.visit.problem.there || !copying.fits

    heading: t["copy.count_title"]
    lead: told ? "" : copying.sheets

    aside: [
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: "warn"
            what: root.copying.fits ? root.models.visit.problem.what : root.t["copy.too_many"]
            advice: root.copying.fits ? root.models.visit.problem.advice : root.copying.sheets
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            enabled: root.copying.fits
            text: root.t["copy.print"]
            iconName: "printer"
            onClicked: root.models.copying.print()
        }
    ]

    Column {
        id: rows
        anchors.top: parent.top
        width: parent.width
        spacing: Theme.low ? Theme.mm(4) : Theme.mm(8)

        Row {
            width: parent.width
            spacing: Theme.gap

            BigButton {
                id: fewer
                width: Theme.mm(Theme.low ? 30 : 40)
                height: Theme.mm(Theme.low ? 26 : 40)
                enabled: root.copying.less
                iconName: "minus"
                Accessible.name: root.t["copy.fewer"]
                onClicked: root.copying.set(root.copying.copies - 1)
            }

            Rectangle {
                width: parent.width - 2 * (fewer.width + parent.spacing)
                height: fewer.height
                radius: Theme.radius
                color: Theme.card
                border.width: Theme.stroke
                border.color: Theme.line

                Label {
                    anchors.centerIn: parent
                    width: parent.width - Theme.mm(6)
                    horizontalAlignment: Text.AlignHCenter
                    text: root.t["copy.copies"].replace("{n}", root.copying.copies)
                    color: Theme.strong
                    font.pixelSize: Theme.choice
                    font.weight: Font.Bold
                    lineHeight: 1.1
                }
            }

            BigButton {
                width: fewer.width
                height: fewer.height
                enabled: root.copying.more
                iconName: "plus"
                Accessible.name: root.t["copy.another"]
                onClicked: root.copying.set(root.copying.copies + 1)
            }
        }

        Row {
            id: sides
            width: parent.width
            spacing: Theme.gap
            visible: root.copying.sided
            readonly property real each: (width - spacing) / 2
            readonly property real tallest: Math.max(one.implicitHeight, both.implicitHeight, Theme.mm(Theme.low ? 22 : 30))

            BigButton {
                id: one
                width: sides.each
                height: sides.tallest
                kind: root.copying.duplex ? "quiet" : "secondary"
                iconName: root.copying.duplex ? "" : "check"
                text: root.t["copy.one_side"]
                Accessible.checkable: true
                Accessible.checked: !root.copying.duplex
                onClicked: root.copying.sides(false)
            }

            BigButton {
                id: both
                width: sides.each
                height: sides.tallest
                kind: root.copying.duplex ? "secondary" : "quiet"
                iconName: root.copying.duplex ? "check" : ""
                text: root.t["copy.both_sides"]
                Accessible.checkable: true
                Accessible.checked: root.copying.duplex
                onClicked: root.copying.sides(true)
            }
        }
    }

    PagePicture {
        anchors.top: rows.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        width: parent.width
        visible: height > Theme.mm(40)
        source: root.models.scans.page
        name: root.models.scans.which
    }
}

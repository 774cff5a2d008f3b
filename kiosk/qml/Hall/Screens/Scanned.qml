pragma ComponentBehavior: Bound
import QtQuick
import Hall.Kiosk
import Hall.Ui

// The pages as they came out, one at a time and large: can it be read? If not, it is scanned again.
Sheet {
    id: root

    readonly property bool wrong: models.scans.wrong.there
    readonly property bool cut: models.filing.cut !== ""
    readonly property bool told: models.visit.problem.there || cut && !wrong
    readonly property bool tight: wide && Theme.large
    // A page that cannot be read is scanned again first; then all of them, or what is still missing.
    readonly property bool anew: cut && !wrong

    heading: t["scanned.title"]
    lead: tight || wide && (wrong || told) ? "" : models.filing.material

    aside: [
        Notice {
            readonly property ProblemModel problem: root.wrong ? root.models.scans.wrong : root.models.visit.problem
            width: parent?.width ?? 0
            visible: root.wrong || root.told
            kind: "warn"
            readonly property bool cut: root.cut && !problem.there
            readonly property string happened: cut ? root.models.filing.cut : problem.what
            readonly property string todo: cut ? root.models.filing.cut_do : problem.advice
            what: root.tight && !cut ? todo : happened
            advice: root.tight ? "" : todo
        },
        Label {
            width: parent?.width ?? 0
            visible: text !== "" && !root.tight
            text: root.models.scans.others
            color: Theme.softInk
            lineHeight: 1.2
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            kind: root.wrong || root.cut ? "secondary" : "primary"
            text: root.t[root.cut ? "scanned.all_here" : "common.proceed"]
            iconName: "forward"
            onClicked: root.models.visit.proceed()
        }
    ]

    PagePicture {
        width: parent.width
        height: turn.y - Theme.gap
        source: root.models.scans.page
        name: root.models.scans.which
        wrong: root.wrong
    }

    Row {
        id: turn
        y: (root.wide ? parent.height : more.y - Theme.gap) - height
        width: root.wide ? parent.width - more.width - spacing : parent.width
        height: root.wide ? more.height : Math.max(Theme.target, which.implicitHeight)
        spacing: Theme.gap

        BigButton {
            id: before
            width: Theme.mm(root.wide ? 20 : 30)
            height: parent.height
            enabled: root.models.scans.at > 0
            iconName: "back"
            Accessible.name: root.t["scanned.before"]
            onClicked: root.models.scans.look(root.models.scans.at - 1)
        }

        Label {
            id: which
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 2 * (before.width + parent.spacing)
            text: root.models.scans.which
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.1
        }

        BigButton {
            width: before.width
            height: parent.height
            enabled: root.models.scans.at < root.models.scans.count - 1
            iconName: "forward"
            Accessible.name: root.t["scanned.after"]
            onClicked: root.models.scans.look(root.models.scans.at + 1)
        }
    }

    Row {
        id: more
        x: parent.width - width
        y: parent.height - height
        width: root.wide ? Math.round(parent.width * 0.52) : parent.width
        spacing: Theme.gap
        readonly property real each: (width - spacing) / 2
        readonly property real tallest: Math.max(again.implicitHeight, add.implicitHeight, root.wide ? which.implicitHeight : 0)

        BigButton {
            id: again
            width: more.each
            height: more.tallest
            kind: root.wrong ? "primary" : "secondary"
            textSize: Theme.body
            enabled: root.models.scans.more
            text: root.t[root.anew ? "scanned.anew" : "scanned.again"]
            onClicked: root.anew ? root.models.scans.anew() : root.models.scans.again()
        }

        BigButton {
            id: add
            width: more.each
            height: more.tallest
            textSize: Theme.body
            enabled: root.models.scans.more
            kind: root.anew ? "primary" : "secondary"
            text: root.t[root.cut ? "scanned.go_on" : "scanned.add"]
            onClicked: root.models.scans.add()
        }
    }
}

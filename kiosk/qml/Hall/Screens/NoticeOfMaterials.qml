pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// Every material at once, before anything is filled in: what it must be like, and every way to hand it in.
Sheet {
    id: root

    readonly property bool stopped: models.filing.stopped !== ""
    readonly property bool tight: wide && Theme.large
    readonly property string said: models.visit.problem.there ? models.visit.problem.what : models.filing.listed
    readonly property bool told: models.filing.listed !== "" || models.visit.problem.there || stopped

    heading: t["notice.title"]
    lead: wide && told ? "" : models.filing.item

    aside: [
        Steps {
            visible: !root.told && !(root.wide && Theme.large)
            step: root.models.visit.step
            steps: root.models.visit.steps
            words: root.models.visit.progress
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.told
            kind: root.models.visit.problem.there || root.stopped ? "warn" : "good"
            what: root.tight && root.said === "" ? root.models.filing.stopped : root.said
            advice: root.tight ? "" : root.models.filing.stopped
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            enabled: root.models.health.printer
            text: enabled ? root.t["notice.print"] : root.t["notice.print_later"]
            iconName: "printer"
            onClicked: root.models.visit.list()
        },
        BigButton {
            width: parent?.width ?? 0
            kind: "primary"
            visible: !(root.stopped && root.tight)
            enabled: !root.stopped
            text: root.t["common.proceed"]
            iconName: "forward"
            onClicked: root.models.visit.proceed()
        }
    ]

    PagedLines {
        anchors.fill: parent
        lines: root.models.filing.notice
        icons: root.models.filing.icons
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
    }
}

import QtQuick
import Hall.Ui

// One case: where it stands, its light by colour, shape and words, what to do now, what happened, its notices on paper.
Sheet {
    id: root

    readonly property var progress: models.progress
    readonly property var shapes: ({ red: "warn", yellow: "clock", green: "check", none: "info" })
    readonly property color back: progress.light === "red" ? Theme.dangerPaper : progress.light === "yellow" ? Theme.warnPaper
        : progress.light === "green" ? Theme.goodPaper : Theme.tint
    readonly property color front: progress.light === "red" ? Theme.danger : progress.light === "yellow" ? Theme.warn
        : progress.light === "green" ? Theme.good : Theme.strong
    readonly property bool tight: Theme.low && Theme.large
    readonly property string said: models.visit.problem.there ? models.visit.problem.what : progress.printed
    property bool choosing: false

    heading: progress.item
    lead: tight ? "" : progress.who

    aside: [
        Rectangle {
            width: parent?.width ?? 0
            height: stand.height + Theme.mm(6)
            radius: Theme.radius
            color: root.back
            border.width: Theme.plain ? Theme.stroke : 0
            border.color: Theme.line

            Row {
                id: stand
                x: Theme.mm(5)
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - 2 * x
                spacing: Theme.mm(3)

                Icon {
                    id: sign
                    y: Math.round((words.height / Math.max(1, words.lineCount) - height) / 2)
                    name: root.shapes[root.progress.light] ?? "info"
                    size: Theme.action * 1.3
                    color: root.front
                }

                Label {
                    id: words
                    width: parent.width - sign.width - parent.spacing
                    text: [root.progress.title, root.progress.lamp].filter(part => part !== "").join(" · ")
                    color: root.front
                    font.pixelSize: Theme.action
                    font.weight: Font.Medium
                    lineHeight: 1.2
                }
            }
        },
        Notice {
            width: parent?.width ?? 0
            visible: root.said !== "" && !root.tight
            kind: root.models.visit.problem.there ? "warn" : "good"
            what: root.said
        }
    ]

    actions: [
        BigButton {
            width: parent?.width ?? 0
            visible: root.progress.printable || root.choosing
            kind: root.choosing ? "quiet" : "secondary"
            text: root.choosing ? root.t["progress.steps"] : root.t["progress.print"]
            iconName: root.choosing ? "clock" : "printer"
            onClicked: root.choosing = !root.choosing
        }
    ]

    ProgressSteps {
        anchors.fill: parent
        visible: !root.choosing
        now: root.tight && root.said !== "" ? [root.said, ...root.progress.now] : root.progress.now
        steps: root.tight ? [...root.progress.steps, root.progress.who] : root.progress.steps
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
    }

    ChoiceList {
        anchors.fill: parent
        visible: root.choosing
        iconName: root.wide ? "" : "printer"
        compact: Theme.low
        model: root.progress.notices
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.visit.notice(key)
    }
}

import QtQuick
import Hall.Ui
import Hall.Board

// An emergency over everything: a shape, the word, the title, the text. Nothing of it moves or flashes.
Rectangle {
    id: root

    required property AlarmView alarm
    required property HeadView head
    readonly property var page: alarm.page
    readonly property real gap: page.gap ?? 10

    visible: alarm.active
    color: Theme.danger
    Accessible.role: Accessible.AlertMessage
    Accessible.name: (page.titleZh ?? "") + " " + (page.titleEn ?? "")

    Row {
        id: word
        x: root.gap * 2
        y: root.gap
        spacing: root.gap / 2

        Mark {
            anchors.verticalCenter: parent.verticalCenter
            kind: "alarm"
            size: (root.page.mark ?? 10) * 1.1
            color: Theme.lightInk
        }

        BoardText {
            text: "紧急通知 Emergency"
            size: root.page.mark ?? 10
            height: size * 1.4
            color: Theme.lightInk
            font.weight: Font.Bold
        }
    }

    BoardText {
        x: parent.width - width - root.gap * 2
        y: root.gap
        text: (root.page.count ?? "") !== "" ? root.page.count : root.head.clock
        size: root.page.mark ?? 10
        height: size * 1.4
        color: Theme.lightInk
    }

    Column {
        x: root.gap * 2
        y: word.y + word.height + (parent.height - word.y - word.height - height) / 2
        width: parent.width - 2 * x
        spacing: root.gap

        Column {
            width: parent.width

            Lines { text: root.page.titleZh ?? ""; size: root.page.titlePx ?? 10; spread: 1.25; font.weight: Font.Bold }

            Lines { text: root.page.titleEn ?? ""; size: root.page.titleLatin ?? 10; spread: 1.25; font.weight: Font.Bold }
        }

        Lines { text: root.page.bodyZh ?? ""; size: root.page.zh ?? 10; spread: 1.45 }

        Lines { text: root.page.bodyEn ?? ""; size: root.page.latin ?? 10; spread: 1.4 }
    }

    component Lines: BoardText {
        property real spread: 1.4

        width: parent.width
        visible: text !== ""
        height: implicitHeight
        lineHeight: size * spread
        lineHeightMode: Text.FixedHeight
        color: Theme.lightInk
    }
}

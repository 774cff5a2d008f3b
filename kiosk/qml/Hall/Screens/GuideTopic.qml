pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui

// One topic of a guide, a screenful at a time; a sample is shown as large as there is room.
Sheet {
    id: root

    readonly property bool shown: String(models.guides.picture) !== ""

    heading: models.guides.topic
    lead: models.guides.name

    aside: [
        Label {
            width: parent?.width ?? 0
            visible: text !== ""
            text: root.models.guides.caption
            lineHeight: 1.2
        }
    ]

    PagedLines {
        anchors.fill: parent
        boxes: root.models.guides.ticked
        lines: root.models.guides.lines
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
    }

    Image {
        anchors.fill: parent
        visible: root.shown
        source: root.models.guides.picture
        cache: false
        fillMode: Image.PreserveAspectFit
        verticalAlignment: Image.AlignTop
        Accessible.role: Accessible.Graphic
        Accessible.name: root.models.guides.caption
    }
}

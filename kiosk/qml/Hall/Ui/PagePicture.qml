import QtQuick

// A scanned page as it is: framed, on white, never cut. `wrong`: a sign in its corner that it may not be read.
Rectangle {
    id: root

    property url source
    property string name: ""
    property bool wrong: false
    readonly property bool there: String(source) !== ""

    radius: Theme.mm(2)
    color: "white"
    border.width: wrong ? Theme.mm(0.8) : Theme.stroke
    border.color: wrong ? Theme.warn : Theme.line

    Image {
        anchors.fill: parent
        anchors.margins: Theme.mm(1)
        visible: root.there
        source: root.source
        cache: false
        fillMode: Image.PreserveAspectFit
        smooth: true
        Accessible.role: Accessible.Graphic
        Accessible.name: root.name
    }

    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        visible: root.wrong
        width: Theme.mm(10)
        height: width
        radius: Theme.mm(2)
        color: Theme.warnPaper
        border.width: Theme.stroke
        border.color: Theme.warn

        Icon {
            anchors.centerIn: parent
            name: "warn"
            color: Theme.warn
            size: Theme.mm(7)
        }
    }
}

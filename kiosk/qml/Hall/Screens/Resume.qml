import QtQuick
import Hall.Ui

// What this person began here before: go on with it, or begin anew; or handed in already: see how it is.
Sheet {
    id: root

    heading: models.filing.resume_title
    lead: models.filing.began

    ChoiceList {
        anchors.fill: parent
        strongKey: root.models.filing.handed ? "progress" : "go_on"
        icons: ({ go_on: "forward", progress: "forward", anew: "again" })
        model: root.models.filing.begun
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.filing.resume(key)
    }
}

import QtQuick
import Hall.Ui

// How the answer is to come.
Sheet {
    id: root

    heading: t["suggest.reply_title"]

    ChoiceList {
        anchors.fill: parent
        brief: Theme.low && Theme.large
        model: root.models.suggestion.replies
        moreText: root.t["common.more"]
        lessText: root.t["common.less"]
        onChosen: key => root.models.suggestion.answer(key)
    }
}

import QtQuick
import Hall.Ui

// A page that knows the models; `t` holds the words, `now` what is to be seen.
Page {
    required property PadModels models
    readonly property var t: models.texts.t
    readonly property var now: models.pad.now

    headingSize: wide ? columnType * 1.15 : Theme.title
    wordsShare: [0.29, 0.35, 0.37, 0.36][Theme.size]

    // Of keys and notices beside the work: there the largest sizes would leave no room for what is to be read.
    readonly property int columnType: Math.min(Theme.body, Theme.capital(wide ? 6 : 6.2))
}

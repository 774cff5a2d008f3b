import QtQuick
import Hall.Ui

// A page that knows the models; `t` holds the words.
Page {
    required property Models models
    readonly property var t: models.texts.t
}

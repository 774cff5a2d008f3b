import QtQuick
import Hall.Ui

// One line at a given size; the size is never made smaller to fit.
Label {
    property int size: 10

    font.pixelSize: size
    lineHeight: 1
    wrapMode: Text.NoWrap
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
}

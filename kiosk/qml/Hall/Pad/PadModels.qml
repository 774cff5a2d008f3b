import QtQuick
import Hall.Kiosk

// All that a page can read.
QtObject {
    required property TextsModel texts
    required property HallModel hall
    required property KeyboardModel keyboard
    required property ComfortModel comfort
    required property PadModel pad
}

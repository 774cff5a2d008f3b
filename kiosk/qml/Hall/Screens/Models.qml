import QtQuick
import Hall.Kiosk

// All that a screen may look at.
QtObject {
    required property TextsModel texts
    required property VisitModel visit
    required property CatalogueModel catalogue
    required property HealthModel health
    required property AnswersModel answers
    required property OrderModel order
    required property HallModel hall
}

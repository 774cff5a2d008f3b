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
    required property WaysModel ways
    required property SuggestionModel suggestion
    required property KeyboardModel keyboard
    required property ProgressModel progress
    required property GuidesModel guides
    required property HomeModel home
    required property EvaluateModel evaluate
    required property AssistModel assist
    required property PickUpModel pickup
    required property PlacesModel places
    required property TilesModel tiles
    required property ComfortModel comfort
    required property FilingModel filing
    required property ScansModel scans
    required property FiledModel filed
    required property CopyingModel copying
    required property LeavingModel leaving
    required property LeftModel left
}

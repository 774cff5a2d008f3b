pragma ComponentBehavior: Bound
import QtQuick
import Hall.Screens

// The ticket dispenser.
Shell {
    id: root

    backPages: ["refused"]
    pages: ({
        services: services, issuing: working, printing: working, ticket: ticket, no_paper: noPaper,
        paper_question: paperQuestion, refused: refused, take_card: takeCard,
        idle: idle, help: help
    })

    Component { id: services; Services { models: root.models; first: true } }
    Component { id: working; Working { models: root.models } }
    Component { id: ticket; TicketResult { models: root.models } }
    Component { id: noPaper; NoPaper { models: root.models } }
    Component { id: paperQuestion; PaperQuestion { models: root.models } }
    Component { id: refused; Refused { models: root.models } }
    Component { id: takeCard; TakeCard { models: root.models } }
    Component { id: idle; Idle { models: root.models } }
    Component { id: help; Help { models: root.models } }
}

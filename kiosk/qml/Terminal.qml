pragma ComponentBehavior: Bound
import QtQuick
import Hall.Screens

// The 24-hour terminal.
Shell {
    id: root

    backPages: ["identify", "services", "items", "applicant", "phone", "check", "refused"]
    pages: ({
        attract: attract, home: home, identify: identify, services: services, items: items, applicant: applicant,
        phone: phone, check: check, issuing: working, submitting: working, printing: working, ticket: ticket,
        receipt: receipt, no_paper: noPaper, paper_question: paperQuestion, refused: refused,
        take_card: takeCard, idle: idle, help: help
    })

    Component { id: attract; Attract { models: root.models } }
    Component { id: home; Home { models: root.models } }
    Component { id: identify; Identify { models: root.models } }
    Component { id: services; Services { models: root.models } }
    Component { id: items; Items { models: root.models } }
    Component { id: applicant; Applicant { models: root.models } }
    Component { id: phone; Phone { models: root.models } }
    Component { id: check; Check { models: root.models } }
    Component { id: working; Working { models: root.models } }
    Component { id: ticket; TicketResult { models: root.models } }
    Component { id: receipt; Receipt { models: root.models } }
    Component { id: noPaper; NoPaper { models: root.models } }
    Component { id: paperQuestion; PaperQuestion { models: root.models } }
    Component { id: refused; Refused { models: root.models } }
    Component { id: takeCard; TakeCard { models: root.models } }
    Component { id: idle; Idle { models: root.models } }
    Component { id: help; Help { models: root.models } }
}

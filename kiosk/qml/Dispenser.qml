pragma ComponentBehavior: Bound
import QtQuick
import Hall.Screens

// The ticket dispenser.
Shell {
    id: root

    backPages: ["category", "ways", "groups", "booking", "bookings", "lost", "slips", "lists", "materials", "phone", "refused", "assist"]
    pages: ({
        services: services, issuing: working, printing: working, ticket: ticket, no_paper: noPaper,
        paper_question: paperQuestion, refused: refused, take_card: takeCard,
        idle: idle, help: help, phone: phone, category: category, ways: ways, groups: groups, booking: booking, bookings: bookings, lost: lost, slips: slips,
        lists: lists, materials: materials, assist: assistPage
    })

    Component { id: services; Services { models: root.models; first: true } }
    Component { id: category; Category { models: root.models } }
    Component { id: ways; Ways { models: root.models } }
    Component { id: groups; Groups { models: root.models } }
    Component { id: booking; Booking { models: root.models } }
    Component { id: bookings; Bookings { models: root.models } }
    Component { id: lost; Lost { models: root.models } }
    Component { id: slips; Slips { models: root.models } }
    Component { id: lists; Lists { models: root.models } }
    Component { id: materials; Materials { models: root.models } }
    Component { id: phone; Phone { models: root.models } }
    Component { id: working; Working { models: root.models } }
    Component { id: ticket; TicketResult { models: root.models } }
    Component { id: noPaper; NoPaper { models: root.models } }
    Component { id: paperQuestion; PaperQuestion { models: root.models } }
    Component { id: refused; Refused { models: root.models } }
    Component { id: takeCard; TakeCard { models: root.models } }
    Component { id: idle; Idle { models: root.models } }
    Component { id: help; Help { models: root.models } }
    Component { id: assistPage; Assist { models: root.models } }
}

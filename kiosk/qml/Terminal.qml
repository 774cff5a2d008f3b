pragma ComponentBehavior: Bound
import QtQuick
import Hall.Screens

// The 24-hour terminal.
Shell {
    id: root

    backPages: ["identify", "services", "items", "applicant", "phone", "check", "refused",
                "category", "ways", "groups", "booking", "bookings", "lost", "slips", "lists", "materials", "progress", "cases", "case",
                "guides", "guide_words", "guide_shelves", "guide_hits", "guide", "guide_topic", "guide_phone",
                "suggest", "suggest_words", "suggest_reply", "suggest_phone", "suggest_card", "suggest_check",
                "evaluate", "evaluate_phone", "evaluate_list", "evaluate_faces", "evaluate_tags", "evaluate_words", "assist", "pickup", "parcels", "parcel", "door_trouble", "door_shut", "places", "place_list", "place", "tiles", "tile", "tile_phone",
                "resume", "situation", "notice", "whom", "principal", "question", "paper", "scanning", "scanned", "commitment", "sign",
                "copy", "copy_scan", "copy_pages", "copy_count", "copy_done", "guide_forms"]
    pages: ({
        attract: attract, home: home, identify: identify, services: services, items: items, applicant: applicant,
        phone: phone, check: check, issuing: working, submitting: working, printing: working, ticket: ticket,
        receipt: receipt, no_paper: noPaper, paper_question: paperQuestion, refused: refused,
        take_card: takeCard, idle: idle, leaving: leaving, help: help, category: category, ways: ways, groups: groups, booking: booking, bookings: bookings, lost: lost, slips: slips,
        progress: progressPage, cases: cases, "case": caseOne,
        lists: lists, materials: materials,
        guides: guides, guide_words: guideWords, guide_shelves: guideShelves, guide_hits: guideHits, guide: guide,
        guide_topic: guideTopic, guide_phone: guidePhone,
        pickup: pickUp, parcels: parcels, parcel: parcel, door_opening: doorOpening, door_open: doorOpen,
        door_trouble: doorTrouble, door_shut: doorShut, parcel_sign: parcelSign, parcel_done: parcelDone,
        places: places, place_list: placeList, place: place, tiles: tiles, tile: tile, tile_phone: tilePhone,
        suggest: suggest, suggest_words: suggestWords, suggest_reply: suggestReply, suggest_phone: suggestPhone,
        suggest_card: suggestCard, suggest_check: suggestCheck, suggested: suggested,
        evaluate: evaluatePage, evaluate_phone: evaluatePhone, evaluate_list: evaluateList, evaluate_faces: evaluateFaces,
        evaluate_tags: evaluateTags, evaluate_words: evaluateWords, evaluated: evaluated, assist: assistPage,
        resume: resume, situation: situation, notice: notice, whom: whom, principal: principal, question: question, paper: paper,
        scanning: scanning, scanned: scanned, commitment: commitment, sign: sign,
        copy: copy, copy_scan: copyScan, copy_pages: copyPages, copy_count: copyCount, copy_done: copyDone, guide_forms: guideForms
    })

    Component { id: attract; Attract { models: root.models } }
    Component { id: home; Home { models: root.models } }
    Component { id: identify; Identify { models: root.models } }
    Component { id: services; Services { models: root.models } }
    Component { id: items; Items { models: root.models } }
    Component { id: applicant; Applicant { models: root.models } }
    Component { id: phone; Phone { models: root.models } }
    Component { id: check; Check { models: root.models } }
    Component { id: category; Category { models: root.models } }
    Component { id: ways; Ways { models: root.models } }
    Component { id: groups; Groups { models: root.models } }
    Component { id: booking; Booking { models: root.models } }
    Component { id: bookings; Bookings { models: root.models } }
    Component { id: lost; Lost { models: root.models } }
    Component { id: slips; Slips { models: root.models } }
    Component { id: lists; Lists { models: root.models } }
    Component { id: guides; GuideSearch { models: root.models } }
    Component { id: guideWords; GuideWords { models: root.models } }
    Component { id: guideShelves; GuideShelves { models: root.models } }
    Component { id: guideHits; GuideHits { models: root.models } }
    Component { id: guide; GuideItem { models: root.models } }
    Component { id: guideTopic; GuideTopic { models: root.models } }
    Component { id: guidePhone; GuidePhone { models: root.models } }
    Component { id: progressPage; Progress { models: root.models } }
    Component { id: cases; ProgressList { models: root.models } }
    Component { id: caseOne; ProgressCase { models: root.models } }
    Component { id: guideForms; GuideForms { models: root.models } }
    Component { id: copy; Copy { models: root.models } }
    Component { id: copyScan; Scanning { models: root.models; heading: root.texts.t[root.copying.card ? "copy.card" : "copy.scan_title"] } }
    Component { id: copyPages; Scanned { models: root.models; lead: "" } }
    Component { id: copyCount; CopyCount { models: root.models } }
    Component { id: copyDone; CopyDone { models: root.models } }
    Component { id: materials; Materials { models: root.models } }
    Component { id: working; Working { models: root.models } }
    Component { id: ticket; TicketResult { models: root.models } }
    Component { id: receipt; Receipt { models: root.models } }
    Component { id: noPaper; NoPaper { models: root.models } }
    Component { id: paperQuestion; PaperQuestion { models: root.models } }
    Component { id: refused; Refused { models: root.models } }
    Component { id: takeCard; TakeCard { models: root.models } }
    Component { id: idle; Idle { models: root.models } }
    Component { id: leaving; Leaving { models: root.models } }
    Component { id: help; Help { models: root.models } }
    Component { id: pickUp; PickUp { models: root.models } }
    Component { id: parcels; Parcels { models: root.models } }
    Component { id: parcel; Parcel { models: root.models } }
    Component { id: doorOpening; DoorOpening { models: root.models } }
    Component { id: doorOpen; DoorOpen { models: root.models } }
    Component { id: doorTrouble; DoorTrouble { models: root.models } }
    Component { id: doorShut; DoorShut { models: root.models } }
    Component { id: parcelSign; ParcelSign { models: root.models } }
    Component { id: parcelDone; ParcelDone { models: root.models } }
    Component { id: places; Places { models: root.models } }
    Component { id: placeList; PlaceList { models: root.models } }
    Component { id: place; Place { models: root.models } }
    Component { id: tiles; Tiles { models: root.models } }
    Component { id: tile; WebPage { tiles: root.tiles; keyboard: root.keyboard; t: root.texts.t; onFinished: root.visit.back() } }
    Component { id: tilePhone; TilePhone { models: root.models } }
    Component { id: suggest; Suggest { models: root.models } }
    Component { id: suggestWords; SuggestWords { models: root.models } }
    Component { id: suggestReply; SuggestReply { models: root.models } }
    Component { id: suggestPhone; Phone { models: root.models; leadText: root.texts.t["suggest.phone_lead"] } }
    Component { id: suggestCard; SuggestCard { models: root.models } }
    Component { id: suggestCheck; SuggestCheck { models: root.models } }
    Component { id: suggested; Suggested { models: root.models } }
    Component { id: evaluatePage; Evaluate { models: root.models } }
    Component { id: evaluatePhone; Phone { models: root.models; leadText: root.texts.t["evaluate.phone_lead"] } }
    Component { id: evaluateList; EvaluateList { models: root.models } }
    Component { id: evaluateFaces; EvaluateFaces { models: root.models } }
    Component { id: evaluateTags; EvaluateTags { models: root.models } }
    Component { id: evaluateWords; EvaluateWords { models: root.models } }
    Component { id: evaluated; Evaluated { models: root.models } }
    Component { id: assistPage; Assist { models: root.models } }
    Component { id: resume; Resume { models: root.models } }
    Component { id: situation; Situation { models: root.models } }
    Component { id: notice; NoticeOfMaterials { models: root.models } }
    Component { id: whom; Whom { models: root.models } }
    Component { id: principal; Principal { models: root.models } }
    Component { id: question; Question { models: root.models } }
    Component { id: paper; Paper { models: root.models } }
    Component { id: scanning; Scanning { models: root.models } }
    Component { id: scanned; Scanned { models: root.models } }
    Component { id: commitment; Commitment { models: root.models } }
    Component { id: sign; Sign { models: root.models } }
}

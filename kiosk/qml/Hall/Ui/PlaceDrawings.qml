pragma Singleton
import QtQuick

// Line drawings of the places of a plan, on a field of 24 by 24, by kind.
QtObject {
    readonly property var paths: ({
        "services": "M6 3 H15 L19 7 V21 H6 Z M14 3 V8 H19 M9 12 H16 M9 16 H14",
        "window": "M4 20 V6 H20 V20 M4 13 H20 M12 9 V9.4",
        "unit": "M7 3 H17 V14 H7 Z M12 14 V21 M8 21 H16",
        "desk": "M12 21 A9 9 0 1 0 12 3 A9 9 0 1 0 12 21 M12 11 V16 M12 7.6 V8",
        "first_aid": "M9 3 H15 V9 H21 V15 H15 V21 H9 V15 H3 V9 H9 Z",
        "toilet": "M7 6 A1.8 1.8 0 1 0 7 2.4 A1.8 1.8 0 1 0 7 6 M5 8 H9 V14 H5 Z M6 14 V21 M8 14 V21 M12 3 V21 M17 6 A1.8 1.8 0 1 0 17 2.4 A1.8 1.8 0 1 0 17 6 M17 8 L14.5 15 H19.5 Z M16 15 V21 M18 15 V21",
        "accessible_toilet": "M10 5 A1.7 1.7 0 1 0 10 1.6 A1.7 1.7 0 1 0 10 5 M10 7 V14 H16 L19 20 M10 10 H15 M8 11 A5.5 5.5 0 1 0 15.5 17",
        "wheelchair": "M10 5 A1.7 1.7 0 1 0 10 1.6 A1.7 1.7 0 1 0 10 5 M10 7 V14 H16 L19 20 M10 10 H15 M8 11 A5.5 5.5 0 1 0 15.5 17",
        "nursing_room": "M9 9 H15 V20 H9 Z M10 9 V6 H14 V9 M12 6 V3 M9 13 H12 M9 16 H12",
        "water": "M12 3 C9 8 6 11 6 15 A6 6 0 0 0 18 15 C18 11 15 8 12 3 Z",
        "seats": "M7 4 V14 H17 M7 14 V20 M17 14 V20 M7 10 H15",
        "glasses": "M6.5 17 A3.5 3.5 0 1 0 6.5 10 A3.5 3.5 0 1 0 6.5 17 M17.5 17 A3.5 3.5 0 1 0 17.5 10 A3.5 3.5 0 1 0 17.5 17 M10 13 H14 M3 13 L5 6 M21 13 L19 6",
        "charging": "M13 2 L5 13 H11 L10 22 L19 10 H13 Z",
        "wifi": "M3 9 C8 4 16 4 21 9 M6.5 13 C9.5 10 14.5 10 17.5 13 M10 17 C11 16 13 16 14 17",
        "printing": "M7 9 V3 H17 V9 M7 17 H4 V9 H20 V17 H17 M7 14 H17 V21 H7 Z",
        "photo": "M3 7 H8 L10 4 H14 L16 7 H21 V19 H3 Z M12 16 A3 3 0 1 0 12 10 A3 3 0 1 0 12 16",
        "atm": "M3 6 H21 V18 H3 Z M12 15 A3 3 0 1 0 12 9 A3 3 0 1 0 12 15 M6 9 H6.5 M17.5 15 H18",
        "credit_report": "M6 3 H18 V21 H6 Z M9 8 H15 M9 12 H15 M9 16 L11 18 L15 15",
        "medical_insurance": "M3 6 H21 V19 H3 Z M12 9 V16 M8.5 12.5 H15.5",
        "reading": "M12 6 C9 4 6 4 3 5 V19 C6 18 9 18 12 20 C15 18 18 18 21 19 V5 C18 4 15 4 12 6 Z M12 6 V20",
        "umbrella": "M3 12 A9 9 0 0 1 21 12 Z M12 12 V19 A2 2 0 0 0 16 19 M12 3 V2",
        "express": "M3 8 L12 4 L21 8 V17 L12 21 L3 17 Z M3 8 L12 12 L21 8 M12 12 V21",
        "lift": "M5 3 H19 V21 H5 Z M9 10 L12 7 L15 10 M9 14 L12 17 L15 14",
        "stairs": "M3 20 H8 V16 H12 V12 H16 V8 H21",
        "exit": "M14 4 H5 V20 H14 M10 12 H21 M17 8 L21 12 L17 16",
        "parking": "M5 3 H19 V21 H5 Z M10 17 V7 H13 A3 3 0 0 1 13 13 H10",
        "other": "M12 14 A3 3 0 1 0 12 8 A3 3 0 1 0 12 14 M12 22 C7 16 5 13 5 10 A7 7 0 0 1 19 10 C19 13 17 16 12 22",
        "places": "M12 14 A3 3 0 1 0 12 8 A3 3 0 1 0 12 14 M12 22 C7 16 5 13 5 10 A7 7 0 0 1 19 10 C19 13 17 16 12 22"
    })
}

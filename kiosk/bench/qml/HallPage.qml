pragma ComponentBehavior: Bound
import QtQuick
import Hall.Ui
import Hall.Bench

// The hall around the twins: who is called to which window, the network cable, the programs.
Column {
    id: root

    required property BenchHallView hall
    required property var words

    spacing: Theme.mm(4)

    Section {
        width: root.width
        heading: root.words.calls

        SignLine {
            width: parent.width
            well: !root.hall.away
            words: root.hall.state
        }

        Repeater {
            model: root.hall.windows.length

            WindowRow {
                required property int index

                width: parent?.width ?? 0
                desk: root.hall.windows[index] ?? null
                words: root.words
                onCall: number => root.hall.call(number)
                onFinish: number => root.hall.finish(number)
            }
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.hall.outcome
            color: Theme.softInk
            lineHeight: 1.2
        }
    }

    Section {
        width: root.width
        heading: root.words.cable

        Item {
            width: parent.width
            height: Math.max(plug.height, line.height)

            SignLine {
                id: line
                anchors.verticalCenter: parent.verticalCenter
                width: plug.x - Theme.mm(3)
                well: root.hall.cableIn
                words: root.hall.cableIn ? root.words.cable_in : root.words.cable_out
            }

            DeskButton {
                id: plug
                x: parent.width - width
                anchors.verticalCenter: parent.verticalCenter
                on: !root.hall.cableIn
                text: root.hall.cableIn ? root.words.pull_cable : root.words.plug_cable
                onClicked: root.hall.pull()
            }
        }
    }

    Section {
        width: root.width
        heading: root.words.programs

        Repeater {
            model: root.hall.programs.length

            Item {
                id: program
                required property int index
                readonly property var now: root.hall.programs[index]

                width: parent?.width ?? 0
                height: again.visible ? Math.max(again.height, state.height) : state.height

                SignLine {
                    id: state
                    anchors.verticalCenter: parent.verticalCenter
                    width: again.visible ? again.x - Theme.mm(3) : parent.width
                    well: program.now.runs
                    words: program.now.title + " · " + program.now.state
                }

                DeskButton {
                    id: again
                    x: parent.width - width
                    anchors.verticalCenter: parent.verticalCenter
                    visible: !program.now.runs
                    text: root.words.again
                    Accessible.name: program.now.title + " " + text
                    onClicked: root.hall.start(program.now.id)
                }
            }
        }
    }
}

"""What is signed: the lines on the page of the signature, and the text whose digest goes with the application. Pure."""

from __future__ import annotations

from hall.contract.filing import How
from hall.contract.messages import Text
from hall.domain.dates import iso_in
from hall.texts import Texts
from kiosk.flows.filing.filing import Filing, name_of


def commitments(filing: Filing, texts: Texts) -> tuple[str, ...]:
    """What is promised and committed to, in this situation: the page to read before the signature; none: there is nothing."""
    materials = filing.materials()
    lines = []
    for key in filing.declared():
        given, name = filing.given[key], name_of(materials[key].name, texts.language)
        if given.how is How.PROMISED:
            lines.append(texts.say("declare.promised", name=name, until=iso_in(texts.language, given.until)))
        else:
            lines.append(texts.say("declare.committed", name=name))
    if filing.guide is not None and any(filing.given[key].how is How.COMMITTED for key in filing.declared()):
        lines.append(name_of(filing.guide.apply.commitment, texts.language))
    return tuple(lines)


def signed(filing: Filing, item: Text, texts: Texts) -> tuple[str, ...]:
    """What the signature stands under; `item`: its name in the hall. The same lines are shown and kept."""
    lines = [texts.say("declare.item", item=name_of(item, texts.language))]
    lines += [texts.say("declare.situation", name=name) for name in _situation(filing, texts)]
    if filing.agent and filing.principal is not None:
        lines.append(texts.say("declare.agent", name=filing.principal.name))
    lines.append(texts.say("declare.true"))
    if filing.by_card:
        lines.append(texts.say("declare.by_card"))
    return (*lines, *commitments(filing, texts))


def _situation(filing: Filing, texts: Texts) -> list[str]:
    known = filing.guide.apply.situations if filing.guide else ()
    return [name_of(each.name, texts.language) for each in known if each.id == filing.situation]

"""Elements that a published guide should have (GB/T 36114-2018, DB41/T 1700-2018) and a file may leave out."""

from __future__ import annotations

from hall.contract.guides import Guide


def lacks(guide: Guide) -> list[str]:
    """Names of the elements that nobody wrote anything about."""
    have = {
        "basis": bool(guide.basis),
        "conditions": bool(guide.conditions.accept),
        "materials": bool(guide.materials) or guide.no_materials,
        "counts": all(each.originals is not None for each in guide.materials if not each.shared),
        "sources": all(each.source.zh for each in guide.materials),
        "audience": bool(guide.audience),
        "ways": bool(guide.ways),
        "visits": guide.visits is not None,
        "forms": all(each.form.sample for each in guide.materials if each.form is not None),
        "mistakes": all(each.form.mistakes for each in guide.materials if each.form is not None),
        "fees": bool(guide.fees) or guide.charged is not None,
        "statutory": guide.statutory is not None,
        "steps": bool(guide.steps),
        "delivery": bool(guide.result.delivery),
        "inquiry": bool(guide.inquiry.phone or guide.inquiry.address.zh),
        "complaint": bool(guide.complaint.phone or guide.complaint.address.zh),
        "task": bool(guide.codes.task),
        "rights": bool(guide.rights),
        "english": bool(guide.name.en),
    }
    return [name for name, there in have.items() if not there]

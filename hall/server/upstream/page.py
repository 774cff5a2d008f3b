"""Where a citizen evaluates a visit at the province instead."""

from __future__ import annotations

from hall.contract.upstream import UpstreamRecord
from hall.server.problems import Refusal
from hall.server.upstream.setup import Upstream
from hall.server.upstream.shape import LackingError


def page_of(upstream: Upstream | None, record: UpstreamRecord) -> str:
    """The address, with the record in it. Raises `Refusal`: the province has no page, or lacks something for it."""
    shape = upstream.page if upstream is not None else None
    if upstream is None or shape is None:
        raise Refusal("upstream.noPage")
    try:
        return shape.wire(record, upstream.rules.page_url).url
    except LackingError as error:
        fields = ", ".join(one.to for one in error.missing)
        raise Refusal("upstream.lacking", fields=fields) from None

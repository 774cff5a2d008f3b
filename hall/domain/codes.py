"""What our own QR codes say, on paper and on the screen alike: links for phones."""

from __future__ import annotations


def position_link(base: str, ticket: str) -> str:
    """Where the holder of a ticket sees their place; its id is known to nobody else."""
    return f"{base.rstrip('/')}/t/{ticket}"


def guide_path(guide: str) -> str:
    """An item's page (码上办), below the address that phones reach."""
    return f"/g/{guide}"


def guide_link(base: str, guide: str) -> str:
    """Where a phone reads an item's guide."""
    return base.rstrip("/") + guide_path(guide)

"""A frame printed on a sheet is not its outline: where the same paper goes on around it, the outer quad is meant."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.scanner.page_geometry import Floats, Picture

_LEAST, _MOST = 2.5, 34.0
"""Pixels of the reduced picture between a frame and the edge of the sheet."""
_EVEN = 2.5
"""How many times the narrowest margin the widest may be."""
_CLEAR = 7.0
"""Pixels from a side where neither its shadow nor the line of a frame reaches."""
_DIFFERENT = 1.5
"""Grey levels by which desk differs more from the margin than paper does."""
_T = np.linspace(0.15, 0.85, 16)[:, None]
_TRIED = 4


def whole_sheet(paper: Picture, quads: Floats, marks: Floats, inner: int, least: float) -> int:
    """The number of the quad around `inner` that is its sheet; `inner` itself when there is none.

    `paper`: the reduced picture without print; only quads marked `least` or better.
    """
    good = np.flatnonzero(marks >= least)
    around = good[_around(quads[inner], quads[good])]
    for index in around[np.argsort(-marks[around], kind="stable")][:_TRIED].tolist():
        if _same_paper(paper, quads[inner], quads[index]):
            return int(index)
    return inner


def _around(inner: Floats, quads: Floats) -> Floats:
    """Which quads (n, 4, 2) run at an even distance around one; both begin at any corner."""
    along = np.roll(quads, -1, 1) - quads
    length = np.maximum(np.hypot(along[..., 0], along[..., 1]), 1e-6)
    normal = np.stack([-along[..., 1], along[..., 0]], -1) / length[..., None]
    depth = ((inner[None, None] - quads[:, :, None]) * normal[:, :, None]).sum(-1)
    near = np.sort(depth, -1)[..., :2]
    even = (near[..., 1] < _EVEN * np.maximum(near[..., 0], _LEAST)).all(1)
    low, high = near.min((1, 2)), near[..., 0].max(1)
    fits: Floats = (low > _LEAST) & (high < _MOST) & (high < _EVEN * low) & even
    return fits


def _same_paper(paper: Picture, inner: Floats, outer: Floats) -> bool:
    """Whether the margin between two quads looks like the inside of the inner one, not like the outside of the outer."""
    turn = int(np.argmin([np.abs(np.roll(outer, -k, 0) - inner).max() for k in range(4)]))
    outer = np.roll(outer, -turn, 0)
    better = []
    for k in range(4):
        a, b = ((1 - _T) * quad[k] + _T * quad[(k + 1) % 4] for quad in (inner, outer))
        way = (a - b) / np.maximum(np.linalg.norm(a - b, axis=1, keepdims=True), 1e-6)
        beyond = b - way * _CLEAR
        if not ((beyond > 0).all() and (beyond < np.array(paper.shape[1::-1]) - 1).all()):
            continue
        margin, inside, outside = (_colour(paper, at) for at in ((a + b) / 2, a + way * _CLEAR, beyond))
        better.append(float(np.linalg.norm(margin - outside) - np.linalg.norm(margin - inside)))
    return (
        len(better) > 1
        and float(np.mean(better)) > _DIFFERENT
        and sum(each > 0 for each in better) >= len(better) - 1
    )


def _colour(paper: Picture, at: Floats) -> Floats:
    places = at.astype(np.float32)[:, None]
    seen = cv2.remap(paper, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    middle: Floats = np.median(seen[:, 0].astype(np.float32), 0)
    return middle

"""Small drawn sheets and desks for the tests: no fonts needed, every seed fixed."""

import cv2
import numpy as np

A4_PX = (827, 1169)


def sheet(width=A4_PX[0], height=A4_PX[1], *, lines=30, paper=245, seed=1):
    """Lines of word-like bars: even on the left, ragged on the right."""
    rng = np.random.default_rng(seed)
    page = np.full((height, width, 3), paper, np.uint8)
    step = height * 0.8 / 32
    for row in range(lines):
        y = int(height * 0.1 + row * step)
        x, end = int(width * 0.12), int(width * (0.88 if row % 4 else rng.uniform(0.3, 0.75)))
        while x < end:
            word = int(rng.integers(8, 40))
            cv2.rectangle(page, (x, y), (min(x + word, end), y + int(step * 0.4)), (40, 40, 40), -1)
            x += word + 7
    return page


def desk(page, corners, size=(1280, 960), colour=(60, 80, 110), seed=2):
    """A sheet on a desk, seen with its corners there; noise and a little blur."""
    rng = np.random.default_rng(seed)
    width, height = size
    picture = np.full((height, width, 3), colour, np.uint8)
    high, wide = page.shape[:2]
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
    seen = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_AREA)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [np.round(np.array(corners) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    weight = mask[..., None].astype(np.float32) / 255
    mixed = picture * (1 - weight) + seen * weight
    mixed = cv2.GaussianBlur(mixed, (0, 0), 0.8) + rng.normal(0, 2, mixed.shape)
    return np.clip(mixed, 0, 255).astype(np.uint8)


CORNERS = ((330, 130), (880, 170), (930, 860), (280, 840))


def overlap(found, truth, size):
    """Intersection over union of two quads inside a picture."""
    masks = []
    for quad in (found, truth):
        mask = np.zeros((size[1], size[0]), np.uint8)
        cv2.fillPoly(mask, [np.round(np.array(quad) * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
        masks.append(mask.astype(bool))
    return (masks[0] & masks[1]).sum() / (masks[0] | masks[1]).sum()

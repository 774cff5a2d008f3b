"""Sheets of A4, printed to dots and read again as a person would."""

import subprocess
from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from kiosk.a4.pdf import write


def printed(folder, pages, dpi=100):
    """The pages as pictures, BGR."""
    path = Path(folder, "sheet.pdf")
    path.write_bytes(write(pages))
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", path, Path(folder, "page")], check=True)
    return [cv2.imread(str(each)) for each in sorted(Path(folder).glob("page-*.png"))]


def said(folder, pages):
    """Their text, as a search finds it, without the spaces between characters."""
    path = Path(folder, "said.pdf")
    path.write_bytes(write(pages))
    found = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    return "".join(found.stdout.split())


def codes(picture):
    """What the QR codes on a page say."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def red(picture):
    """Where something red is: left, top, right, bottom in parts of the page; None for nowhere."""
    blue, green, reds = (picture[..., at].astype(int) for at in range(3))
    rows, columns = np.nonzero((reds - np.maximum(blue, green)) > 60)
    if not len(rows):
        return None
    high, wide = picture.shape[:2]
    return (columns.min() / wide, rows.min() / high, columns.max() / wide, rows.max() / high)


def ink(picture):
    """Left, top, right, bottom of all that is not white, in parts of the page."""
    rows, columns = np.nonzero(picture.min(axis=2) < 128)
    high, wide = picture.shape[:2]
    return (columns.min() / wide, rows.min() / high, columns.max() / wide, rows.max() / high)

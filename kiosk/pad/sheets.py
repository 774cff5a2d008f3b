"""The clerk's document on the pad: drawn from memory, nothing of it is a file here."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.pad.scene import picture_of
from kiosk.pad.view import PadModel


class SheetPictures(QQuickImageProvider):
    """The page that is looked at."""

    def __init__(self, pad: PadModel) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._pad = pad

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802 - Qt's name
        """The picture; nothing when it is gone."""
        del name, requested
        image = QImage.fromData(picture_of(self._pad.state) or b"")
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image

"""Where a hall's service guides come from."""

from __future__ import annotations

from hall.settings.base import Part


class Guides(Part):
    """办事指南 · Service guides. 文件放在服务器数据目录的 guides 里 · their files stand in `guides` of the server's data folder."""

    samples: bool = False
    """也用产品自带的虚构指南(演示用，真的大厅不要写) · show the invented ones that come with the product too; not for a true hall"""

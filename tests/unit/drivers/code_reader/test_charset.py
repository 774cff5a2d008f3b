"""What text a code is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.code_reader.charset import decode


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"YXFW1:0123456789ABCDEF", ("YXFW1:0123456789ABCDEF", "ascii")),
        (b"a\x00\x1b\x1dz", ("a\x00\x1b\x1dz", "ascii")),
        ("云溪县政务服务".encode(), ("云溪县政务服务", "utf-8")),
        ("云溪县·政务服务。".encode("gb18030"), ("云溪县·政务服务。", "gb18030")),
        ("王䶮 陈𠮷".encode("gb18030"), ("王䶮 陈𠮷", "gb18030")),
        (bytes(range(256)), (None, "binary")),
        (b"\xff\xfe\x00\x01", (None, "binary")),
        ("云溪".encode("gb18030") + b"\x07", (None, "binary")),
        (b"\xaa\xa1\xaa\xa2", (None, "binary")),  # GB18030's private use area
        (b"\xc4", (None, "binary")),
    ],
)
def test_charsets(data, expected):
    assert decode(data) == expected


@given(data=st.binary(max_size=200))
def test_text_always_encodes_back_to_the_bytes(data):
    text, charset = decode(data)
    assert (text is None) == (charset == "binary")
    if text is not None:
        assert text.encode(charset) == data

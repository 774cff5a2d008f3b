"""Literal SAM-V frames seen in several independent public programs, recomputed by hand."""

from __future__ import annotations


def frame(text):
    return bytes.fromhex("AA AA AA 96 69" + text)


COMMANDS = {
    "reset": frame("00 03 10 FF EC"),
    "status": frame("00 03 11 FF ED"),
    "sam_id": frame("00 03 12 FF EE"),
    "find": frame("00 03 20 01 22"),
    "select": frame("00 03 20 02 21"),
    "read_base": frame("00 03 30 01 32"),
    "read_base_fp": frame("00 03 30 10 23"),
    "read_new_address": frame("00 03 30 03 30"),
    "read_iin_sn_dn": frame("00 03 30 05 36"),
    "baud_115200": frame("00 03 60 00 63"),
    "baud_57600": frame("00 03 60 01 62"),
    "baud_38400": frame("00 03 60 02 61"),
    "baud_19200": frame("00 03 60 03 60"),
    "baud_9600": frame("00 03 60 04 67"),
}

CHECKS = {
    0x90: 0x94, 0x9F: 0x9B, 0x91: 0x95, 0x10: 0x14, 0x11: 0x15, 0x21: 0x25, 0x23: 0x27, 0x24: 0x20, 0x31: 0x35,
    0x32: 0x36, 0x33: 0x37, 0x34: 0x30, 0x40: 0x44, 0x41: 0x45, 0x47: 0x43, 0x50: 0x54, 0x60: 0x64, 0x61: 0x65,
    0x66: 0x62, 0x80: 0x84, 0x81: 0x85,
}  # fmt: skip
"""SW3 of a reply without data, and its check byte."""

FIND_OK = frame("00 08 00 00 9F 00 00 00 00 97")
SELECT_OK = frame("00 0C 00 00 90 00 00 00 00 00 00 00 00 9C")
READ_HEAD = frame("05 08 00 00 90 01 00 04 00")

"""Attendance on the server: cards hidden at the door, machines' files read, days judged, sheets made."""

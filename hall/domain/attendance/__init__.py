"""Attendance (考勤): a clerk's punches of a day against the hours he is expected, and a month of them. Pure."""

"""Evaluation keypads and call boxes: tables of frames, what presses mean, the networked pad, learning a pad."""

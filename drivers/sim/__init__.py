"""Twins: every device's other half, speaking its bytes on a pty or a TCP port."""

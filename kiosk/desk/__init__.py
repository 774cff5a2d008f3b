"""Does what a flow asks for, durably, and tells the flow what came of it.

Runs on one asyncio loop, next to the devices and the sender; commits block that loop for one fsync.
"""

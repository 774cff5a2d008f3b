"""The only HTTP client of the hall's programs: requests, and the live feed.

async with HallClient(url, unit) as client:
    ticket = await client.issue_ticket(request)      # or HallError(reason, text, problem)
    async for said in client.feed(board.last_seq):   # FeedEvent | FeedLost | FeedRegained
"""

from hall.client.client import HallClient
from hall.client.errors import HallError, HallReason
from hall.client.feed import FeedLost, FeedRegained
from hall.client.token import TokenFile

__all__ = ["FeedLost", "FeedRegained", "HallClient", "HallError", "HallReason", "TokenFile"]

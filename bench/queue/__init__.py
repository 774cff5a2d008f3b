"""The queue's speed: tickets, calls, boards and papers, beside a bare server and beside the limits that were set."""

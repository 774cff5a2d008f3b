"""What the terminal owes the server, durable from the moment a citizen is told "done".

Upper layers use `store.Outbox`; `sync` is the pure half of sending, `sender` its thin async half.
"""

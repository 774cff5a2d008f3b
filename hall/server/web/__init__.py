"""Pages of the server in a browser: what they share, the board for any screen, the ticket for its holder's phone."""

"""A measuring chart on A4: made, printed, and measured on the page that a camera or scanner took of it."""

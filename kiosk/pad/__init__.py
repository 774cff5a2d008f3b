"""The review pad at a window (评价屏): staff card, five faces, and never a rating that nobody gave."""

"""Pages of A4 as PDF: notices, receipts, guides, forms, copies. The font's characters are in the file as text; no Qt."""

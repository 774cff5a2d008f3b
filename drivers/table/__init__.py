"""What drivers share whose protocol is data: checksums, frame templates, decoding, serving commands."""

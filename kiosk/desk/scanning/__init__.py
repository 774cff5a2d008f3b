"""Pages from feeder and camera: levelled, judged, packed, sealed as they arrive."""

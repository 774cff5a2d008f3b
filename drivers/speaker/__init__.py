"""Speakers and public address: sounds as numbers, the programs that play them, queues by zone."""

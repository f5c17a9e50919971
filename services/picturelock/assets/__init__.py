"""Assets: every take's bytes, stored once under their own hash, probed, and traced to what they came from."""

"""The types every service shares. No I/O happens here."""

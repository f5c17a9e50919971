"""Continuity: measures every take against what it must show, and judges it by a declared policy."""

"""Picturelock: from script to picture lock, the orchestration layer of AI film making."""

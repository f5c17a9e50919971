"""The seed of a prompt."""

import hashlib


def seed_of(project: str, shot: str, brief_digest: str, revision: int) -> int:
    """32 bits from the shot, what it shows and the revision: the same again for the same, another for a retake."""
    said = "\x1f".join((project, shot, brief_digest, str(revision)))
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=4).digest())

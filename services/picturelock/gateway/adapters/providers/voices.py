"""Who speaks for whom at ElevenLabs: one of the voices that every account has, always the same for a character.

They are chosen as previz chooses its own, by age, figure and what the description tells. Names and ids are those of
the default voices as the service listed them in 2025; nothing but these ids is told of them by its API reference.
"""

import zlib
from collections.abc import Mapping

from picturelock.kernel.nouns import Line, Presence
from picturelock.media.casting import cast_voice, unseen

JESSICA, LAURA, SARAH = "cgSgspJ2msm6clMCkdW9", "FGY2WhTYpPnrIDTdsKH5", "EXAVITQu4vr4xnSDxMaL"
ALICE, MATILDA, LILY = "Xb7hH8MSUJpSbSDYk0k2", "XrExE9yKIg1WjnnlVkGX", "pFZP5JQG7iQjIQuC4Bku"
WILL, LIAM, CHARLIE = "bIHbv24MWmeRgasZH58o", "TX3LPaxmHKxFdv7VOQHJ", "IKne3meq5aSn9XLyUdCD"
ROGER, GEORGE, CALLUM = "CwhRBWXzGAHq8TQ4Fs17", "JBFqnCBsd6RMkjVDRZzb", "N2lVS1w4EtoT3dr4eOWO"
ERIC, CHRIS, BRIAN = "cjVigY5qzO86Huf0OWal", "iP95p4xoKVk53GoZ742B", "nPczCjzI2devNBz1zQrb"
DANIEL, BILL, RIVER = "onwK4e9ZLuTAKqWW03F9", "pqHfZKP75CvOlQylNhV4", "SAz9YHcvj6GT2YYXdXww"
VOICES: Mapping[str, tuple[str, ...]] = {
    "girl": (JESSICA, LAURA),
    "boy": (WILL, LIAM),
    "woman": (SARAH, ALICE, MATILDA, LAURA, JESSICA),
    "man": (ERIC, CHRIS, BRIAN, DANIEL, ROGER, CHARLIE, CALLUM),
    "old woman": (LILY, MATILDA),
    "old man": (BILL, GEORGE),
}
"""By the name of previz' voice; whoever is none of these is neither a man nor a woman."""


def voice_of(line: Line, cast: Mapping[str, Presence]) -> str:
    """The id of a voice."""
    presence = cast.get(line.character) or line.speaker or unseen(line)
    fitting = VOICES.get(cast_voice(presence).name, (RIVER,))
    return fitting[zlib.crc32(presence.character.encode()) % len(fitting)]

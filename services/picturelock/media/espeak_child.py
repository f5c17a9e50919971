"""Says one text through libespeak-ng. Run as a program of its own, never imported: the library is GPL, we are not.

`espeak_child.py LIBRARY DATA VOICE RATE PITCH RANGE`, the text in UTF-8 on standard input. Standard output gets the
sample rate (32 bits, little-endian), then 16-bit mono samples. Exits with 1 when the library does not start.
Numbers are those of espeak-ng's speak_lib.h.
"""

import ctypes
import struct
import sys

SYNCHRONOUS = 2
UTF8 = 1
RATE, PITCH, RANGE = 1, 3, 4
SEED = 1
FALLBACK_VOICE = b"en"


def main() -> int:
    path, data, voice, *numbers = sys.argv[1:]
    speech = ctypes.CDLL(path)
    sample_rate = speech.espeak_Initialize(SYNCHRONOUS, 0, data.encode(), 0)
    if sample_rate <= 0:
        return 1
    if hasattr(speech, "espeak_ng_SetRandSeed"):
        speech.espeak_ng_SetRandSeed(ctypes.c_long(SEED))  # it has just been seeded with the time of day
    heard = bytearray()

    def keep(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            heard.extend(ctypes.string_at(samples, count * 2))
        return 0

    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(keep)
    speech.espeak_SetSynthCallback(callback)
    if speech.espeak_SetVoiceByName(voice.encode()) != 0:
        speech.espeak_SetVoiceByName(FALLBACK_VOICE)
    for parameter, number in zip((RATE, PITCH, RANGE), numbers, strict=True):
        speech.espeak_SetParameter(parameter, int(number), 0)
    text = sys.stdin.buffer.read() + b"\0"
    speech.espeak_Synth(text, len(text), 0, 1, 0, UTF8, None, None)
    speech.espeak_Synchronize()
    sys.stdout.buffer.write(struct.pack("<I", sample_rate) + heard)
    return 0


if __name__ == "__main__":
    sys.exit(main())

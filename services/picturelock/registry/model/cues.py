"""The line above a speech: whose it is, how it is heard, and which lines in capitals are no cue at all."""

import re
from typing import NamedTuple

from picturelock.registry.model.markup import plain, untagged

EXTENSIONS = re.compile(r"\s*\(([^()]*)\)?\s*$")
MIXED_NAME = re.compile(r"\b(?:Mc|Mac|Van|Von|De|Di|La|Le)(?=[A-Z]{2})|(?<=[A-Z])['’]?s\b|\b(?:von|van|de|of|the)\b")  # noqa: RUF001
TRANSITION = re.compile(
    r"[^a-z]*\bTO:|(?:FADE|FADES) (?:IN|OUT|UP|DOWN)\b[^a-z]{0,20}[.:]?|FADE TO (?:BLACK|WHITE)[.:]?"
    r"|(?:SMASH |HARD |MATCH |JUMP |QUICK )*CUT(?: TO(?: BLACK| WHITE)?)?[.:]"
    r"|(?:SLOW |LAP |CROSS )?(?:DISSOLVE|WIPE)[.:]?|IRIS (?:IN|OUT)[.:]?|CUT TO (?:BLACK|WHITE)[.:]?"
)
NO_NAME = re.compile(
    r"(?:CLOSE(?:R|UP)?(?:[ -]UP)?|ANGLE|INSERT|SUPER(?:IMPOSE)?|TITLE(?: CARD)?S?|CHYRON|MONTAGE|SERIES OF SHOTS|POV"
    r"|WIDE|REVERSE|BACK TO|LATER|MOMENTS LATER|CONTINUOUS|THE END|END(?: OF)?|FLASHBACK|INTERCUT|CUT TO|FADE|DISSOLVE"
    r"|SMASH CUT|ON SCREEN|TEXT|CAPTION|BEGIN|START OF|PAN|TRACKING|DOLLY|AERIAL|ESTABLISHING|OMITTED|CONTINUED)"
    r"(?=[\s:.,]|$)(?!['’])"  # noqa: RUF001
)
LONGEST_LINE = 200
LONGEST, MOST_WORDS = 50, 8
"""A line in capitals that is longer is shouted action; the longest names in produced scripts stay below."""


class Cue(NamedTuple):
    name: str
    extension: str
    dual: bool


def is_transition(text: str) -> bool:
    """Whether `text` alone on its line says how to leave the shot: it ends in `TO:` or is a known one, in capitals."""
    return len(text) <= LONGEST_LINE and bool(TRANSITION.fullmatch(untagged(plain(text.strip()))))


def read_cue(text: str, *, forced: bool = False) -> Cue | None:
    """The cue written in `text`; None when the line is none. `forced` lines came after an `@`."""
    if len(text) > LONGEST_LINE:
        return None
    bare = untagged(plain(text.strip())).strip()
    dual = bare.endswith("^")
    bare = bare.rstrip("^ ")
    extensions: list[str] = []
    while (found := EXTENSIONS.search(bare)) and found.start():
        extensions.insert(0, found.group(1).strip())
        bare = bare[: found.start()]
    name = " ".join(bare.split())
    if not forced:
        name = name.removesuffix(":")
    if not name or not (forced or _is_name(name, bare)):
        return None
    return Cue(name, ", ".join(each for each in extensions if each), dual)


def _is_name(name: str, bare: str) -> bool:
    if any(letter.islower() for letter in MIXED_NAME.sub("", name)) or not any(letter.isupper() for letter in name):
        return False
    if "^" in name or name.endswith(("!", "?", ",", ";", "...", "…", '"', "”", "--", "—")):
        return False
    if name[:1] in '"“([{-–—•*+/\\|' or len(name) > LONGEST or len(name.split()) > MOST_WORDS:  # noqa: RUF001
        return False
    return not (NO_NAME.match(name) or is_transition(bare))

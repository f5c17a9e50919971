"""Scene headings: what counts as one, and what its words say of place and time."""

import re
import unicodedata
import zlib

from picturelock.kernel.nouns import Interior, TimeOfDay
from picturelock.registry.model.bible import id_of
from picturelock.registry.model.markup import plain, untagged
from picturelock.registry.model.screenplay import Heading
from picturelock.registry.model.vocabulary import OUTDOORS, words

PREFIX = re.compile(
    r"""(?P<both> INT\.?\s*[/&+-]\s*EXT(?!\w) | EXT\.?\s*[/&+-]\s*INT(?!\w) | I\s?/\s?E(?!\w) | E\s?/\s?I(?!\w) )
        | (?P<int> INT(?!\w) | (?-i:INTERIOR)(?!\w) )
        | (?P<ext> EXT(?!\w) | EST(?!\w) | (?-i:EXTERIOR)(?!\w) )""",
    re.IGNORECASE | re.VERBOSE,
)
MAY_BEGIN = re.compile(r"[\s*_]*(?:[IE]|[\dA-Z]{1,6}\W)", re.IGNORECASE)
"""Cheaply rules out nearly every line."""
LONGEST = 300
AFTER_PREFIX = re.compile(r"[\s.:;,/–—-]*")  # noqa: RUF001
GIVEN_LAST = re.compile(r"\s*#\s?([^#\s]+)\s?#\s*$")
GIVEN_FIRST = re.compile(
    r"(?P<number>\d{1,4}[A-Z]{0,2}|[A-Z]{1,2}\d{1,4})[.):]?\s+(?=(?:INT|EXT|EST|I/E)\b)", re.IGNORECASE
)
DASHES = re.compile(r"\s*(?:-{2,}|[–—]+)\s*|\s+-+\s*|\s*-+\s+")  # noqa: RUF001
UNNAMED = "UNNAMED PLACE"

HOURS = {
    "dawn": TimeOfDay.DAWN, "daybreak": TimeOfDay.DAWN, "sunrise": TimeOfDay.DAWN, "sunup": TimeOfDay.DAWN,
    "predawn": TimeOfDay.DAWN, "morning": TimeOfDay.MORNING, "breakfast": TimeOfDay.MORNING,
    "forenoon": TimeOfDay.MORNING, "day": TimeOfDay.DAY, "daytime": TimeOfDay.DAY, "daylight": TimeOfDay.DAY,
    "noon": TimeOfDay.DAY, "midday": TimeOfDay.DAY, "lunchtime": TimeOfDay.DAY, "afternoon": TimeOfDay.AFTERNOON,
    "dusk": TimeOfDay.DUSK, "sunset": TimeOfDay.DUSK, "sundown": TimeOfDay.DUSK, "twilight": TimeOfDay.DUSK,
    "gloaming": TimeOfDay.DUSK, "evening": TimeOfDay.EVENING, "nightfall": TimeOfDay.EVENING,
    "night": TimeOfDay.NIGHT, "nighttime": TimeOfDay.NIGHT, "midnight": TimeOfDay.NIGHT,
}  # fmt: skip
"""Words that name an hour. `magic hour` and `golden hour` are read as dusk."""
MOMENTS = words(
    "continuous cont contd continued later earlier same moments simultaneous simultaneously present past future "
    "flashback flashforward flash dream montage intercut establishing resuming resume ago christmas halloween "
    "spring summer autumn fall winter start end beginning o'clock am pm january february march april may june july "
    "august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "hour today tonight yesterday tomorrow b.c. a.d. rain raining rainy storm stormy snow snowing fog foggy "
    "sunny cloudy overcast windy"
)
"""Words that place a scene in time, or in weather, without naming an hour."""
FILLERS = words(
    "the a an that this next same early late very just a few some several one two three four five six seven eight "
    "nine ten first second third last before after and or to into of at in on for - & magic golden blue second "
    "minute minutes hours day days week weeks month months year years time previous following back forward "
    "sequence weeks' days' night's present"
)
CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.]\d\d)?\s*(?P<half>[ap])\.?\s?m\b|\b(?P<h24>[01]?\d|2[0-3])[:h]\d\d\b", re.IGNORECASE
)
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def looks_like_heading(text: str, *, alone: bool) -> bool:
    """Whether a natural heading stands there; `alone` means empty lines before and after.

    Fountain wants those lines. Writers forget them, so without them only an unmistakable heading counts: in
    capitals, or with a dot after INT or EXT and a time of day at its end.
    """
    if len(text) > LONGEST or not MAY_BEGIN.match(text):
        return False
    words = _unnumbered(plain(text.strip()))[0]
    found = PREFIX.match(words)
    if not found:
        return False
    rest = words[found.end() :]
    dotted = rest[:1] in (".", ":") or bool(found["both"])
    shouted = not any(letter.islower() for letter in untagged(words))
    if not alone:
        return (shouted and (dotted or _has_time(rest))) or (dotted and _has_time(rest) and found.group().isupper())
    if re.match(r"\.?\s*\d+\W*$", rest) and not shouted:
        return False
    return dotted or shouted or not rest.rstrip().endswith((".", "!", "?"))


def _has_time(rest: str) -> bool:
    return bool(_place_and_time(rest)[1])


def read_heading(text: str, line: int, *, before: Heading | None = None) -> tuple[Heading, str]:
    """The heading, and the number its writer gave it or an empty string. `text` has no forcing dot any more.

    A heading that does not say INT or EXT is outside where its words are, else as the heading `before` it.
    """
    words, number = _unnumbered(plain(text.strip()))
    found = PREFIX.match(words)
    rest = AFTER_PREFIX.sub("", words[found.end() :], count=1) if found else words
    place, time = _place_and_time(rest)
    place = place or UNNAMED
    interior = _interior(found) if found else _guessed(place, before)
    return Heading(text=words, interior=interior, place=place, time=time, line=line), number


def _unnumbered(text: str) -> tuple[str, str]:
    bare = untagged(text)
    if found := GIVEN_LAST.search(bare):
        return untagged(bare[: found.start()]).strip(), found.group(1)
    if found := GIVEN_FIRST.match(bare):
        number = found["number"]
        return re.sub(rf"\s+{re.escape(number)}[.)]?$", "", bare[found.end() :]).strip(), number
    return bare.strip(), ""


def _interior(found: re.Match[str]) -> Interior:
    if found["both"]:
        return Interior.INT_EXT
    return Interior.INT if found["int"] else Interior.EXT


def _guessed(place: str, before: Heading | None) -> Interior:
    if OUTDOORS & set(re.findall(r"\w+", place.lower())):
        return Interior.EXT
    return before.interior if before else Interior.INT


def _place_and_time(rest: str) -> tuple[str, str]:
    parts = [part for part in (each.strip(" .,;:-") for each in DASHES.split(rest)) if part]
    at = next((n for n, part in enumerate(parts) if n and _is_time(part)), len(parts))
    place, time = parts[:at], parts[at:]
    if not time and place:
        *front, last = place
        head, tail = _time_at_end(last)
        if tail and (head or front):
            place, time = [*front, *([head] if head else [])], [tail]
        elif len(place) == 1 and _is_time(last):
            place, time = [], [last]
    return " - ".join(place), " - ".join(time)


def _time_at_end(part: str) -> tuple[str, str]:
    """`KITCHEN, NIGHT`, `KITCHEN. NIGHT`, `KITCHEN (NIGHT)`, `KITCHEN/NIGHT` and `KITCHEN NIGHT`."""
    for mark in (",", ".", "(", "/"):
        head, found, tail = part.rpartition(mark)
        if found and head.strip() and _is_time(tail.strip(" )")):
            return head.strip(" ,.("), tail.strip(" )")
    words = part.split()
    if len(words) > 1 and words[-1].lower().strip(".") in HOURS:
        at = len(words) - 1
        while at > 1 and words[at - 1].lower() in ("at", "early", "late", "mid", "the", "next"):
            at -= 1
        return " ".join(words[:at]), " ".join(words[at:]).removeprefix("AT ").removeprefix("at ")
    return part, ""


def _is_time(part: str) -> bool:
    words = re.findall(r"[^\W_]+(?:['.][^\W_]+)*\.?", part.lower())
    core = [word for word in words if word.rstrip(".") in HOURS or word.rstrip(".") in MOMENTS or word[0].isdigit()]
    if not core or (len(words) == 1 and words[0].isdigit() and len(words[0]) != 4):  # noqa: PLR2004
        return False
    return all(word in core or word in FILLERS or word.rstrip(".") in FILLERS for word in words)


def time_of_day(when: str, *, previous: TimeOfDay | None = None) -> TimeOfDay | None:
    """The time of day that a heading's time words name, else `previous`: CONTINUOUS and LATER go on from there.

    A part of the day wins over plain DAY (`THE NEXT DAY - NIGHT` is night); DAY FOR NIGHT is seen as night.
    """
    spelled = re.sub(r"present[\s-]+day", " ", when.lower())
    if re.search(r"day[\s-]+for[\s-]+night", spelled):
        return TimeOfDay.NIGHT
    if re.search(r"\b(?:magic|golden|blue)\s+hour\b", spelled):
        return TimeOfDay.DAWN if re.search(r"dawn|morning|sunrise", spelled) else TimeOfDay.DUSK
    named = [HOURS[word] for word in re.findall(r"[^\W\d_]+", spelled) if word in HOURS]
    if "tonight" in spelled.split():
        named.append(TimeOfDay.NIGHT)
    if named:
        return next((time for time in named if time is not TimeOfDay.DAY), TimeOfDay.DAY)
    found = CLOCK.search(spelled)
    return _on_the_clock(found) if found else previous


def _on_the_clock(found: re.Match[str]) -> TimeOfDay:
    hour = int(found["h24"] or found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    steps = ((5, TimeOfDay.NIGHT), (7, TimeOfDay.DAWN), (11, TimeOfDay.MORNING), (14, TimeOfDay.DAY))
    later = ((18, TimeOfDay.AFTERNOON), (20, TimeOfDay.DUSK), (22, TimeOfDay.EVENING))
    return next((time for end, time in (*steps, *later) if hour < end), TimeOfDay.NIGHT)


def place_id(place: str) -> str:
    """One id for one place, after the bible's pattern; letters outside ASCII lose accents or become a checksum.

    `THE KITCHEN`, `Kitchen` and `KITCHEN (MESSY)` are `kitchen`; `HOUSE - KITCHEN` is `house_kitchen`.
    """
    bare = re.sub(r"\([^)]*\)?", " ", place).strip() or place
    parts = re.split(r"\s+-\s+|[,/;]|\.\s", DASHES.sub(" - ", bare))
    return slug(" ".join(ARTICLE.sub("", part.strip()) for part in parts))


def slug(name: str) -> str:
    """An id after the bible's pattern that differs where names differ in a letter."""
    spelled = unicodedata.normalize("NFKD", name.casefold().replace("’", "'").replace("ß", "ss"))  # noqa: RUF001
    kept = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    lost = "".join(letter for letter in kept if letter.isalnum() and not letter.isascii())
    plain_id = id_of(kept)[:60].strip("_")
    return f"{plain_id}_{zlib.crc32(lost.encode()):08x}" if lost else plain_id

"""A body guessed from the words a script has for it: age, build, hair, skin, and what kind of figure it is."""

import re
import zlib
from typing import NamedTuple

from picturelock.kernel.nouns import Build, Figure, Hair, Physique
from picturelock.registry.model.colours import NAMED
from picturelock.registry.model.spelling import singular
from picturelock.registry.model.vocabulary import CHILDREN, FEMALE, FIGURES, FIRST_NAMES, MALE, SKINS

DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80}
SHIFT = {"early": 2, "mid": 5, "late": 8}
DECADE = re.compile(rf"\b(?:(early|mid|late)[\s-]+)?(?:(\d0)['’]?s|({'|'.join(DECADES)}))\b")  # noqa: RUF001
YEARS = re.compile(
    r"(?:^|[,(]\s*|\b(?:age|aged|about|around|is)\s+)(\d{1,3})\b(?!\s*(?:cm|feet|foot|kg|pounds|%|:))|\b(\d{1,3})[\s-]years?[\s-]old"
)
AGES = {
    1: r"baby|infant|newborn",
    3: r"toddler",
    16: r"teen\w*|adolescent",
    9: r"child\w*|kid|boy|girl|school(?:boy|girl)",
    24: r"college student|student|youth|young",
    48: r"middle[\s-]aged",
    76: r"elderly|ancient|aged|octogenarian|crone",
    68: r"old|grand(?:mother|father|ma|pa)|granny|veteran|retired",
}
BUILDS = {
    Build.HEAVY: r"heavy|fat|plump|portly|overweight|large|chubby|obese|rotund|stout|round|hefty",
    Build.BROAD: (
        r"broad|burly|muscular|muscled|stocky|strapping|big|strong|beefy|brawny|hulking|powerful|athletic|sturdy|giant"
    ),
    Build.SLIM: r"slim|thin|skinny|lanky|wiry|slender|lean|gaunt|bony|petite|frail|lithe|willowy|scrawny",
}
HAIRS = (
    (Hair.BALD, r"bald|balding|hairless|shaven head|shaved head"),
    (Hair.CROPPED, r"cropped|crew[\s-]cut|buzz[\s-]?cut|close-cut"),
    (Hair.AFRO, r"afro"),
    (Hair.PONYTAIL, r"pony-?tail"),
    (Hair.BRAID, r"braid(?:s|ed)?|plait(?:s|ed)?|pigtails|dreadlocks"),
    (Hair.BUN, r"bun|topknot|chignon"),
    (Hair.CURLY, r"curly|curls|frizzy|wavy"),
    (Hair.BOB, r"(?:a|her|in a) bob\b|bobbed"),
    (Hair.LONG, r"long[\s-](?:\w+[\s-])?hair\w*|mane"),
    (Hair.SHORT, r"short[\s-](?:\w+[\s-])?hair\w*"),
)  # fmt: skip
HAIR_COLOUR = re.compile(r"\b([a-z]+)[\s-](?:hair\w*|curls|braids?|plaits?|pony-?tail|bun|beard\w*|fur)\b")
LOOKS = {
    "red": "#a8452a",
    "white": "#e4e1da",
    "gray": "#9a9ca0",
    "grey": "#9a9ca0",
    "dark": "#2b211c",
    "fair": "#d9b974",
    "silver": "#b9bdc3",
}
BLONDE, REDHEAD = "#d9b974", "#a8452a"
BEARD = re.compile(r"\b(?:beard(?:ed)?|goatee|stubble|whiskers|moustache|mustache|unshaven)\b")
HAIR_TONES = ("#3b2a20", "#1f1a18", "#6b4226", "#8a5a33", "#b98d52", "#54362a", "#2b211c", "#a0673a")
SKIN_TONES = ("#e0b496", "#c99a78", "#8d5d42", "#d9a988", "#b07a56", "#ecc6a8", "#6b4530", "#c48e62")
COATS = ("#c9a26a", "#4a3a30", "#d8d2c6", "#8a5a33", "#2b2b2e", "#b9793f")
HEIGHTS = {Figure.DOG: 50, Figure.CAT: 28, Figure.HORSE: 165, Figure.BIRD: 30, Figure.ROBOT: 175, Figure.CLOUD: 400}
FUR = {Figure.DOG, Figure.CAT, Figure.HORSE, Figure.BIRD}
GROWN, AGED = 13, 62


class Guess(NamedTuple):
    """`female` is None where nothing tells."""

    physique: Physique
    female: bool | None


def guess(name: str, words: str, *, nearby: str = "", heard_only: bool = False) -> Guess:
    """What the introduction says; where it is silent, a body that follows from the name, always the same.

    `nearby` are sentences about this character alone, searched for the pronoun only.
    """
    said, dice = words.lower(), zlib.crc32(name.lower().encode())
    figure = _figure(name, said, heard_only=heard_only)
    female = _female(name, said, nearby.lower())
    age = _age(f"{name.lower()}, {said}", figure)
    if figure is Figure.PERSON and age < GROWN:
        figure = Figure.CHILD
    hair, colour = _hair(said, age, dice, figure, female=female)
    return Guess(
        Physique(
            figure=figure,
            age=age,
            build=next((build for build, pattern in BUILDS.items() if _says(pattern, said)), Build.AVERAGE),
            height_cm=_height(said, age, figure, dice, female=female),
            skin=_skin(said, figure, dice),
            hair=hair,
            hair_colour=colour,
            beard=bool(BEARD.search(said)),
        ),
        female,
    )


def figure_noun(words: str) -> str:
    """The noun that makes a figure of somebody, e.g. `cloud`; empty for a person."""
    found = (word for word in re.findall(r"[a-z.]+", words.lower()) if singular(word) in FIGURES)
    return singular(next(found, ""))


def _figure(name: str, said: str, *, heard_only: bool) -> Figure:
    noun = figure_noun(name) or figure_noun(re.split(r"\b(?:with|of|and his|and her|owner)\b", said)[0])
    figure = FIGURES.get(noun, Figure.PERSON)
    person = bool((MALE | FEMALE | CHILDREN) & set(re.findall(r"[a-z]+", f"{name.lower()} {said}")))
    if figure is Figure.UNSEEN:
        return Figure.UNSEEN if noun in ("voice", "narrator", "voiceover", "v.o.") or heard_only else Figure.PERSON
    if figure is not Figure.PERSON and person and not figure_noun(name):
        return Figure.PERSON
    return Figure.UNSEEN if heard_only and figure is Figure.PERSON else figure


def _female(name: str, said: str, nearby: str) -> bool | None:
    for text in (said, name.lower(), nearby):
        found = [word for word in re.findall(r"[a-z]+(?!['’]s)\b", text) if word in MALE or word in FEMALE]  # noqa: RUF001
        if found:
            return found[0] in FEMALE
    first = FIRST_NAMES.get(next(iter(re.findall(r"[a-z]+", name.lower())), ""))
    return None if first is None else first == "female"


def _age(said: str, figure: Figure) -> int:
    if found := DECADE.search(said):
        return int(found.group(2) or DECADES[found.group(3)]) + SHIFT.get(found.group(1) or "", 5)
    if found := YEARS.search(said):
        return min(1000, int(found.group(1) or found.group(2)))
    if figure in FUR:
        return 5
    return next((age for age, pattern in AGES.items() if _says(pattern, said)), 35)


def _height(said: str, age: int, figure: Figure, dice: int, *, female: bool | None) -> int:
    if figure in HEIGHTS:
        small = _says(r"little|small|tiny|cute|chihuahuas?|pup\w*|terrier|dachshund", said)
        return HEIGHTS[figure] * 7 // 10 if small else HEIGHTS[figure]
    if age < GROWN + 3:
        return min(168, 76 + 7 * age)
    base = {True: 165, False: 178}.get(bool(female), 172) if female is not None else 172
    stretch = (
        12
        if _says(r"tall|towering|giant|lanky", said)
        else -11
        if _says(r"short(?!\s*hair)|tiny|petite|small", said)
        else 0
    )
    return base + stretch + dice % 7 - 3


def _skin(said: str, figure: Figure, dice: int) -> str:
    if figure is Figure.CLOUD:
        return "#f2f1ec"
    if figure is Figure.ROBOT:
        return "#9aa3ab"
    worn = re.sub(
        r"\b(?:black|white|olive|tan)\b(?=[\s-](?:\w+[\s-])?(?:hair|coat|shirt|suit|dress|hat|jacket|tie|uniform|beard))",
        "",
        said,
    )
    return next((tone for word, tone in SKINS if _says(re.escape(word), worn)), SKIN_TONES[dice // 7 % len(SKIN_TONES)])


def _hair(said: str, age: int, dice: int, figure: Figure, *, female: bool | None) -> tuple[Hair, str]:
    if figure is Figure.CLOUD:
        return Hair.BALD, "#f2f1ec"
    styles = (
        (Hair.LONG, Hair.BOB, Hair.BUN, Hair.PONYTAIL, Hair.CURLY)
        if female
        else (Hair.SHORT, Hair.CROPPED, Hair.SHORT, Hair.CURLY)
    )
    style = next((style for style, pattern in HAIRS if _says(pattern, said)), styles[dice // 3 % len(styles)])
    return style, _hair_colour(said, age, dice, figure)


def _hair_colour(said: str, age: int, dice: int, figure: Figure) -> str:
    found = HAIR_COLOUR.search(said)
    if found and (found.group(1) in LOOKS or found.group(1) in NAMED):
        return LOOKS.get(found.group(1)) or NAMED[found.group(1)]
    if _says(r"blonde?", said):
        return BLONDE
    if _says(r"red-?head\w*|ginger", said):
        return REDHEAD
    if figure in FUR:
        worded = re.search(rf"\b({'|'.join(NAMED)})\b", said)
        return NAMED[worded.group(1)] if worded else COATS[dice % len(COATS)]
    return LOOKS["grey"] if age >= AGED else HAIR_TONES[dice // 5 % len(HAIR_TONES)]


def _says(pattern: str, said: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", said) is not None

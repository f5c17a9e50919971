"""The weather that a heading or a line of action speaks of."""

import re

from picturelock.kernel.nouns import Weather

SIGNS = {
    Weather.STORM: r"storm(?:s|y|ing)?|thunder(?:storms?|ing|s)?|lightning|tempest|hurricane|gale",
    Weather.SNOW: r"snow(?:s|y|ing|fall|flakes?|drifts?|storms?)?|blizzard|sleet|hail(?:s|ing|stones)?",
    Weather.RAIN: r"rain(?:s|y|ing|fall|drops?|storms?|water|swept)?|drizzl(?:es?|ing|y)|downpour|cloudburst",
    Weather.FOG: r"fog(?:gy)?|mist(?:s|y)?|fogbound",
    Weather.WIND: (
        r"wind(?:y|swept)|(?:the|a|strong|cold|howling|icy|sea|heavy|big) winds?|^wind(?=[.,!])|gust(?:s|y)?|breeze"
        r"|winds?(?= (?:howl|blow|whip|tear|rattl|moan|roar|whistl|rush|gust|shriek|pick|ruffl))"
    ),
    Weather.CLOUDY: (
        r"overcast|cloudy|clouds (?:gather|hang|roll|loom)\w*|(?:gr[ae]y|leaden|heavy|dull) (?:skies|sky|clouds)"
    ),
    Weather.CLEAR: (
        r"sunny|sunshine|cloudless|(?:clear|blue|starry) (?:skies|sky)|sun (?:shines|is shining|beats|blazes)"
        r"|(?:warm|bright|blazing) sun(?:light)?"
    ),
}
"""Strongest first."""
FIGURATIVE = re.compile(
    r"""storm(?:s|ing)?\s(?:of|in|into|out|off|past|away|up|over|through|across|ahead|toward|back|down|after)\b
      | storm\s(?:drain|cellar|door|lantern|window|trooper) | (?:brain|fire|perfect\s|before\sthe\s|media\s)storm
      | thunder(?:ous|struck) | thunder\s?bolts? | thunders?\s(?:of|down|past|across|into)\b
      | lightning\s(?:fast|quick|speed|reflexes|rod|bolt\ssymbol)
      | like\s(?:an?\s)?(?:\w+\s)?(?:storm|rain|snow|fog|thunder|lightning|wind|mist)
      | as\s(?:the|a)\s(?:wind|rain|storm)\b(?!\s\w+s\b)
      | rains?\s(?:of|check|down\s(?:blows|fists|bullets)|blows|fists|bullets) | rain\s?coats?
      | snow\s?(?:globe|white|cone|man|ball|angel|mobile|plough|plow)s?
      | (?:tv|television|screen|static)\s(?:\w+\s)?snow
      | fog\s(?:of\swar|machine|horn|s\sup) | foghorn | foggy\s(?:memory|brain|mind|head|idea)
      | misty[\s-]eyed | eyes\s(?:\w+\s)?mist | mist(?:s|y)?\s(?:over|up)\b
      | (?:second|gets?|got|catch(?:es)?)\s(?:the\s)?wind\b | winds?\s(?:up|down|her|his|the|a|around|its|their)\b
      | wind\s?(?:chimes?|mills?|shields?|screens?|pipe|turbines?) | sunny\s(?:smile|disposition|mood)
      | hails?\s(?:a|the|from|him|her)\b | gusts?\sof\slaughter
      | (?:mr|mrs|ms|miss|detective|doctor|dr)\.?\s(?:storm|rain|snow|fog|mist)
    """,
    re.IGNORECASE | re.VERBOSE,
)
NEAR = 40
"""Letters around a word in which it can be denied or said to be over."""
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n{2,}")
DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|stop(?:s|ped)|isn't|hasn't|no longer|until|if|after|before|wishes|dreams?)|n't)"
    r"\s+(?:\w+\s+){0,2}$"
)
OVER = re.compile(
    r"^\s*(?:has |have |had |is |finally )*"
    r"(?:stop|over\b|end|clear|let up|lets up|lifts|passed|passes|dies down|gone|dried)"
)


def weather(text: str) -> Weather | None:
    """The strongest weather that `text` says there is: rain with thunder is a storm. None where it says nothing.

    Figures of speech (a storm of applause), what is denied (it is not raining) and what is over do not count.
    """
    found = {kind for sentence in SENTENCE.split(text) for kind in _said(" ".join(sentence.split()))}
    return next((kind for kind in SIGNS if kind in found), None)


def _said(sentence: str) -> set[Weather]:
    plain = FIGURATIVE.sub(" ", sentence)
    return {
        kind
        for kind, pattern in SKIES
        for hit in pattern.finditer(plain)
        if not DENIED.search(plain[max(0, hit.start() - NEAR) : hit.start()].lower())
        and not OVER.match(plain[hit.end() : hit.end() + NEAR].lower())
    }


SKIES = tuple((kind, re.compile(rf"\b(?:{pattern})(?![\w’'])", re.IGNORECASE)) for kind, pattern in SIGNS.items())  # noqa: RUF001

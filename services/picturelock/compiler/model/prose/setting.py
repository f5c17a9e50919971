"""Where and when: the place, its light, its weather, and the look of the film."""

from collections.abc import Iterator

from picturelock.compiler.model.colours import colour_name
from picturelock.compiler.model.prose.grammar import unended
from picturelock.compiler.model.sentences import Clause, Rank, Sentence
from picturelock.kernel.nouns import Brief, Interior, Look, Setting, TimeOfDay, Weather

INTERIORS = {
    Interior.INT: "Interior",
    Interior.EXT: "Exterior",
    Interior.INT_EXT: "On the threshold between inside and outside",
}
LIGHT_OUTSIDE = {
    TimeOfDay.DAWN: "at dawn, first pale light low on the horizon",
    TimeOfDay.MORNING: "in the morning, clear low sunlight",
    TimeOfDay.DAY: "by day, even daylight",
    TimeOfDay.AFTERNOON: "in the afternoon, warm slanting sunlight",
    TimeOfDay.DUSK: "at dusk, the last glow fading to blue",
    TimeOfDay.EVENING: "in the evening, deep blue sky and the first lamps",
    TimeOfDay.NIGHT: "at night, dark sky, pools of lamplight",
}
LIGHT_INSIDE = {
    TimeOfDay.DAWN: "at dawn, grey first light through the openings",
    TimeOfDay.MORNING: "in the morning, low sunlight falling in",
    TimeOfDay.DAY: "by day, soft daylight falling in",
    TimeOfDay.AFTERNOON: "in the afternoon, warm light slanting in",
    TimeOfDay.DUSK: "at dusk, dim blue light and the first lamps",
    TimeOfDay.EVENING: "in the evening, warm lamplight",
    TimeOfDay.NIGHT: "at night, lamplight and deep shadows, darkness outside",
}
WEATHER_OUTSIDE = {
    Weather.CLEAR: "",
    Weather.CLOUDY: "Overcast sky",
    Weather.RAIN: "Steady rain, wet ground",
    Weather.STORM: "A storm: driving rain, hard wind, lightning",
    Weather.SNOW: "Falling snow",
    Weather.FOG: "Thick fog",
    Weather.WIND: "Strong wind",
}
WEATHER_INSIDE = {
    Weather.CLEAR: "",
    Weather.CLOUDY: "Overcast outside",
    Weather.RAIN: "Rain outside",
    Weather.STORM: "A storm outside, flashes of lightning",
    Weather.SNOW: "Snow falling outside",
    Weather.FOG: "Fog outside",
    Weather.WIND: "Strong wind outside",
}
CONTRASTS = ((0.75, "low contrast"), (1.3, ""), (9.0, "high contrast"))
SATURATIONS = ((0.15, "black and white"), (0.75, "muted colours"), (1.35, ""), (9.0, "vivid colours"))
GRAINS = ((0.1, ""), (0.5, "light film grain"), (9.0, "heavy film grain"))
"""Each word holds up to its number, of what a look's field says."""


def setting_sentences(brief: Brief) -> Iterator[Sentence]:
    setting = brief.setting
    yield _where_and_when(setting)
    yield from place_sentences(setting)
    skies = WEATHER_INSIDE if setting.interior is Interior.INT else WEATHER_OUTSIDE
    if weather := skies[setting.weather]:
        yield Sentence((Clause(f"{weather}.", "setting.weather", Rank.WEATHER, setting.source),))


def place_sentences(setting: Setting) -> Iterator[Sentence]:
    """What a place is like, whatever the hour."""
    place, read = setting.place, setting.place.source or setting.source
    if words := unended(place.words):
        yield Sentence((Clause(f"The place: {words}.", "setting.place.words", Rank.PLACE, read),))
    features = (
        Clause(feature, f"setting.place.features.{n}", Rank.FEATURE, read)
        for n, feature in enumerate(map(unended, place.features))
        if feature
    )
    yield Sentence(tuple(features), "In it: ", ".")
    if palette := _palette(place.palette):
        said = f"Its colours: {palette}."
        yield Sentence((Clause(said, "setting.place.palette", Rank.FEATURE, read),))


def _where_and_when(setting: Setting) -> Sentence:
    light = LIGHT_INSIDE if setting.interior is Interior.INT else LIGHT_OUTSIDE
    name = unended(setting.place.name) or setting.place.place
    clauses = (
        Clause(INTERIORS[setting.interior], "setting.interior", Rank.MUST, setting.source),
        Clause(name, "setting.place", Rank.MUST, setting.place.source or setting.source),
        Clause(light[setting.time], "setting.time", Rank.MUST, setting.source),
    )
    return Sentence(clauses, closing=".", last=", ")


def look_sentence(look: Look) -> Sentence:
    palette = _palette(look.palette)
    said = (
        ("words", unended(look.words)),
        ("palette", palette and f"a palette of {palette}"),
        ("contrast", _up_to(look.contrast, CONTRASTS)),
        ("saturation", _up_to(look.saturation, SATURATIONS)),
        ("grain", _up_to(look.grain, GRAINS)),
    )
    clauses = (Clause(text, f"look.{field}", Rank.LOOK, look.source) for field, text in said if text)
    return Sentence(tuple(clauses), "Look: ", ".", last=", ")


def _palette(colours: tuple[str, ...]) -> str:
    names = list(dict.fromkeys(colour_name(colour) for colour in colours))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _up_to(value: float, words: tuple[tuple[float, str], ...]) -> str:
    return next(word for most, word in words if value <= most)

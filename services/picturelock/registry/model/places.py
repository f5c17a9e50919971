"""Where and when each scene plays: its place in the bible, its time of day, its weather."""

import re
from dataclasses import dataclass

from picturelock.kernel.nouns import Interior, Place, Setting, Source, TimeOfDay, Weather
from picturelock.registry.model.bible import Bible, SceneState
from picturelock.registry.model.headings import place_id, time_of_day
from picturelock.registry.model.screenplay import ElementKind, Heading, ScriptScene
from picturelock.registry.model.weather import weather

JUMP = re.compile(r"\b(later|next|following|earlier|ago|after)\b", re.IGNORECASE)


CONTINUOUS = re.compile(r"\b(continuous|same|moments?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene's setting, and whether the audience has to be told where and when it is."""

    setting: Setting
    new_place: bool
    look: str = ""


def stage(scene: str, script: ScriptScene, bible: Bible, file: str, before: Stage | None) -> Stage:
    """CONTINUOUS and LATER take the time from the scene before; no time at all is day."""
    heading, state = script.heading, state_of(scene, script, bible)
    place = place_of(bible, state.location or located(heading, bible))
    went_on = before.setting.time if before else None
    time = state.time or time_of_day(heading.time, previous=went_on) or TimeOfDay.DAY
    setting = Setting(
        scene=scene, heading=heading.text, interior=heading.interior, time=time,
        weather=state.weather or _weather(script, place, bible, before),
        place=place, source=Source(file=file, line=heading.line),
    )  # fmt: skip
    return Stage(setting, _is_news(setting, heading, before), state.look)


def _weather(script: ScriptScene, place: Place, bible: Bible, before: Stage | None) -> Weather:
    """As the scene says; else as it was, where it goes on without a break; else as is usual in the place."""
    action = (each.text for each in script.elements if each.kind is ElementKind.ACTION)
    said = weather("\n\n".join((script.heading.text, *action)))
    if said is None and before and CONTINUOUS.search(script.heading.time):
        return before.setting.weather
    usual = bible.locations[place.place].weather if place.place in bible.locations else None
    return said or usual or Weather.CLEAR


def _is_news(setting: Setting, heading: Heading, before: Stage | None) -> bool:
    if before is None or JUMP.search(heading.time):
        return True
    was = before.setting
    return (was.place.place, was.interior, was.time) != (setting.place.place, setting.interior, setting.time)


def state_of(scene: str, script: ScriptScene, bible: Bible) -> SceneState:
    """What the bible says of this scene, by its number, the writer's number, or its heading."""
    for key in (scene, script.given_number, script.heading.text):
        if key and key in bible.scenes:
            return bible.scenes[key]
    wanted = folded(script.heading.text)
    return next((state for key, state in bible.scenes.items() if folded(key) == wanted), SceneState())


def folded(heading: str) -> str:
    """A heading without its dashes, dots and letter case."""
    return " ".join(re.findall(r"\w+", heading.lower()))


def located(heading: Heading, bible: Bible) -> str:
    """Id of the heading's location: by name or alias, whole first, then its last part, then its first."""
    parts = [part for part in re.split(r"\s+-\s+|/", heading.place) if part]
    for spelled in (heading.place, *reversed(parts)):
        found = bible.location_id(spelled) or (place_id(spelled) if place_id(spelled) in bible.locations else None)
        if found:
            return found
    return place_id(heading.place)


def place_of(bible: Bible, location: str) -> Place:
    entry = bible.locations.get(location)
    if entry is None:
        return Place(place=location, name=location.replace("_", " ").title())
    return Place(
        place=location, name=entry.name, words=entry.words, kind=entry.kind, features=entry.features,
        palette=entry.palette, source=bible.source(f"locations.{location}"),
    )  # fmt: skip


def is_exterior(setting: Setting) -> bool:
    return setting.interior is not Interior.INT

"""The bible held against the script: what it speaks of must be there, in the one or in the other."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from picturelock.kernel.nouns import Noun
from picturelock.registry.model.beats import speakers_of
from picturelock.registry.model.bible import DEFAULT, Bible
from picturelock.registry.model.mentions import index_names
from picturelock.registry.model.places import folded, located
from picturelock.registry.model.screenplay import ElementKind, Screenplay
from picturelock.registry.model.stand_ins import completed


class Problems(Noun):
    """`errors` keep the bible from being used, `warnings` do not. Both are `file:line: what; what to do`."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def check(bible: Bible, screenplay: Screenplay) -> Problems:
    """Everything in the bible that points at nothing, and everyone in the script whom it leaves out."""
    errors = (
        *_strangers(bible, screenplay),
        *_looks(bible),
        *_props(bible),
        *_scenes(bible, screenplay),
        *_routes(bible, screenplay),
    )
    return Problems(errors=tuple(errors), warnings=(*_claimed_twice(bible), *_left_out(bible, screenplay)))


def _at(bible: Bible, entry: str, what: str) -> str:
    source = bible.source(entry)
    return f"{source.file}:{source.line}: {entry}: {what}"


def _near(word: str, known: Iterable[str], otherwise: str) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f"did you mean '{close[0]}'" if close else otherwise


def _strangers(bible: Bible, screenplay: Screenplay) -> Iterator[str]:
    """Characters that neither speak nor are named anywhere."""
    names = index_names(bible.model_copy(update={"props": {}}))
    met: set[str] = set()
    cues: set[str] = set()
    for scene in screenplay.scenes:
        for element in scene.elements:
            cues.add(element.cue)
            met.update(speakers_of(element.cue, bible) if element.kind is ElementKind.SPEECH else ())
            met.update(names.named(element.text)[0])
    for character, entry in bible.characters.items():
        if character not in met:
            spelled = {cue.title() for cue in cues if cue}
            hint = _near(entry.name, spelled, "give the spelling of the script as an alias, or take the entry out")
            yield _at(bible, f"characters.{character}", f"nobody called '{entry.name}' is in {screenplay.file}; {hint}")


def _looks(bible: Bible) -> Iterator[str]:
    for character, entry in bible.characters.items():
        if entry.look != DEFAULT and entry.look not in entry.looks:
            hint = _near(entry.look, entry.looks, "add it under looks")
            yield _at(bible, f"characters.{character}.look", f"has no look '{entry.look}'; {hint}")
        for prop in entry.carries:
            if prop not in bible.props:
                hint = _near(prop, bible.props, "add it under props")
                yield _at(bible, f"characters.{character}.carries", f"there is no prop '{prop}'; {hint}")


def _props(bible: Bible) -> Iterator[str]:
    for prop, entry in bible.props.items():
        if entry.owner and entry.owner not in bible.characters:
            hint = _near(entry.owner, bible.characters, "name a character of the bible, or take the owner out")
            yield _at(bible, f"props.{prop}.owner", f"there is no character '{entry.owner}'; {hint}")


def _scenes(bible: Bible, screenplay: Screenplay) -> Iterator[str]:
    headings = {folded(scene.heading.text): scene.heading.text for scene in screenplay.scenes}
    given = {scene.given_number for scene in screenplay.scenes}
    for key, state in bible.scenes.items():
        entry = f"scenes.{key}"
        if folded(key) not in headings and key not in given and not _is_number(key, screenplay):
            hint = _near(key.upper(), headings.values(), "use a scene number such as sc010, or a heading as written")
            yield _at(bible, entry, f"there is no such scene in {screenplay.file}; {hint}")
        if state.look and state.look not in bible.looks:
            yield _at(
                bible,
                f"{entry}.look",
                f"there is no look '{state.look}'; {_near(state.look, bible.looks, 'add it under looks')}",
            )
        if state.location and state.location not in bible.locations:
            hint = _near(state.location, bible.locations, "add it under locations")
            yield _at(bible, f"{entry}.location", f"there is no location '{state.location}'; {hint}")
        yield from _characters_in(bible, entry, key)


def _characters_in(bible: Bible, entry: str, key: str) -> Iterator[str]:
    for character, state in bible.scenes[key].characters.items():
        under = f"{entry}.characters.{character}"
        if character not in bible.characters:
            hint = _near(character, bible.characters, "name a character of the bible")
            yield _at(bible, under, f"there is no character '{character}'; {hint}")
            continue
        looks = bible.characters[character].looks
        if state.look and state.look != DEFAULT and state.look not in looks:
            hint = _near(state.look, looks, f"add it under characters.{character}.looks")
            yield _at(bible, f"{under}.look", f"has no look '{state.look}'; {hint}")
        for prop in state.holding or ():
            if prop not in bible.props:
                hint = _near(prop, bible.props, "add it under props")
                yield _at(bible, f"{under}.holding", f"there is no prop '{prop}'; {hint}")


def _routes(bible: Bible, screenplay: Screenplay) -> Iterator[str]:
    full = completed(bible, screenplay)
    for at, rule in enumerate(bible.routes):
        entry, when = f"routes.{at}.when", rule.when
        for what, named, known in (
            ("character", when.character, full.characters),
            ("location", when.location, full.locations),
        ):
            for each in named:
                if each not in known:
                    hint = _near(each, known, f"use {', '.join(sorted(known)) or 'none'}")
                    yield _at(bible, f"{entry}.{what}", f"there is no {what} '{each}'; {hint}")
        for scene in when.scene:
            if not _is_number(scene, screenplay):
                yield _at(bible, f"{entry}.scene", f"'{scene}' is no scene number; use one such as sc010")
        if rule.when.shot and not all("_sh" in shot for shot in rule.when.shot):
            yield _at(bible, f"{entry}.shot", "names what is no shot; use numbers such as sc010_sh0020")


def _is_number(key: str, screenplay: Screenplay) -> bool:
    """A number we give. Which ones exist depends on the history of the film, so any that can be is let pass."""
    digits = key.removeprefix("sc")
    return key.startswith("sc") and digits[:3].isdigit() and int(digits[:3]) <= 10 * max(len(screenplay.scenes), 99)


def _claimed_twice(bible: Bible) -> Iterator[str]:
    """Of two characters that answer to one spelling, the first is meant wherever it stands."""
    first: dict[str, str] = {}
    for character, entry in bible.characters.items():
        for spelled in dict.fromkeys((entry.name.lower(), *(alias.lower() for alias in entry.aliases))):
            other = first.setdefault(spelled, character)
            if other != character:
                what = f"'{spelled}' is also a name of '{other}', who is meant by it; leave it with one of them"
                yield _at(bible, f"characters.{character}", what)


def _left_out(bible: Bible, screenplay: Screenplay) -> Iterator[str]:
    told: set[str] = set()
    for scene in screenplay.scenes:
        place = located(scene.heading, bible)
        if place not in bible.locations and place not in told:
            told.add(place)
            yield (
                f"{screenplay.file}:{scene.heading.line}: the bible has no location for '{scene.heading.place}'; "
                f"a plain one stands in until you add locations.{place}"
            )
        for element in scene.elements:
            if element.kind is ElementKind.SPEECH and element.cue not in told and not speakers_of(element.cue, bible):
                told.add(element.cue)
                yield (
                    f"{screenplay.file}:{element.line}: {element.cue} is not in the bible; "
                    f"a stand-in plays the part until you add them under characters"
                )

"""A bible drafted from the script alone: who, where and with what, as a careful reader would note it down.

Everything in it stands on a line of the script or on a default that follows from the names, so the same script gives
the same draft. It is meant to be edited.
"""

from dataclasses import dataclass, field

from picturelock.kernel.nouns import Figure, Noun, Weather
from picturelock.registry.model.bible import (
    DEFAULT,
    Bible,
    BibleProp,
    Character,
    CharacterState,
    Film,
    Location,
    SceneState,
    Wardrobe,
    id_of,
)
from picturelock.registry.model.bible_text import write_bible
from picturelock.registry.model.carrying import Found, in_hand, props_of
from picturelock.registry.model.characters import Member, Roster, who_speaks
from picturelock.registry.model.costumes import DRESSED, Seen, later_looks, outfit, seen_garments, showing
from picturelock.registry.model.inventory import PROP_COLOURS
from picturelock.registry.model.locales import Locale, locales_of
from picturelock.registry.model.physique import Guess, figure_noun, guess
from picturelock.registry.model.screenplay import Screenplay
from picturelock.registry.model.spelling import title_case, tokens
from picturelock.registry.model.telling import nearby

HEAD = """Drafted from {file}: what the script shows, and guesses for what it leaves open.
Correct whatever is wrong and give this file as the bible. Colours may be names or "#rrggbb"."""


class Draft(Noun):
    """The bible, the script line behind each of its entries (dotted path), and doubts about who is who."""

    bible: Bible
    lines: dict[str, int]
    said: dict[str, str]
    warnings: tuple[str, ...] = ()


@dataclass
class _Notes:
    """What is gathered while drafting. `said` are comments by dotted path."""

    lines: dict[str, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    scenes: dict[int, dict[str, CharacterState]] = field(default_factory=dict)

    def note(self, entry: str, line: int, words: str) -> None:
        self.lines[entry] = line
        self.said[entry] = f"line {line}: {words}" if words else f"line {line}"


def draft_bible(screenplay: Screenplay) -> Bible:
    """The drafted bible; its `lines` are lines of the script, its `file` is the script."""
    return draft(screenplay).bible


def draft_text(screenplay: Screenplay) -> str:
    """The same as YAML, each entry under a comment that says on which line of the script it stands."""
    drafted = draft(screenplay)
    bible = drafted.bible
    comments = {"": HEAD.format(file=screenplay.file), **drafted.said}
    if drafted.warnings:
        comments[""] += "\n\nTo be decided:\n" + "\n".join(f"- {warning}" for warning in drafted.warnings)
    return write_bible(bible, comments)


def draft(screenplay: Screenplay) -> Draft:
    roster = who_speaks(screenplay)
    notes = _Notes()
    things = props_of(screenplay, roster)
    places = locales_of(screenplay, roster)
    props = {_prop_id(thing, roster): _prop(thing, roster, notes) for thing in things}
    bible = Bible(
        film=Film(title=_title(screenplay)),
        characters=_characters(screenplay, roster, things, notes),
        locations={each.place: _location(each, notes) for each in places},
        props=props,
        scenes=_scenes(screenplay, places, notes),
        file=screenplay.file,
        lines=notes.lines,
    )
    return Draft(bible=bible, lines=notes.lines, said=notes.said, warnings=roster.warnings)


def _title(screenplay: Screenplay) -> str:
    lines = screenplay.title.get("title", ())
    return " ".join(" ".join(title_case(line) for line in lines).split())


def _characters(
    screenplay: Screenplay, roster: Roster, things: tuple[Found, ...], notes: _Notes
) -> dict[str, Character]:
    seen, near = seen_garments(screenplay, roster), nearby(screenplay, roster)
    taken: list[str] = []
    cast: dict[str, Character] = {}
    for member in roster.members:
        body = guess(
            member.name, _words_of(member), nearby=near.get(member.character, ""), heard_only=_is_voice(member)
        )
        dressed = body.physique.figure in DRESSED
        worn = outfit(len(taken), body.female, seen[member.character], taken) if dressed else {}
        taken += [showing(worn)] if worn else []
        looks = {DEFAULT: worn} if worn else {}
        looks |= _changes(member, worn, seen[member.character], notes) if dressed else {}
        cast[member.character] = Character(
            name=member.name,
            words=member.words,
            aliases=_aliases(member, roster, body),
            physique=body.physique,
            looks=looks,
            carries=tuple(_noun_id(noun, roster) for noun in in_hand(things, member.character)),
        )
        notes.note(f"characters.{member.character}", member.line, _remark(member))
    return cast


def _words_of(member: Member) -> str:
    return member.words or ("voice" if _is_voice(member) else "")


def _is_voice(member: Member) -> bool:
    return member.heard_only or (member.several and bool(member.cues) and not figure_noun(member.name))


def _remark(member: Member) -> str:
    speeches = (
        f"{member.speeches} speech{'es' if member.speeches != 1 else ''}" if member.speeches else "does not speak"
    )
    return f"{speeches}, as {', '.join(member.cues)}" if len(member.cues) > 1 else speeches


def _changes(member: Member, worn: Wardrobe, seen: Seen, notes: _Notes) -> dict[str, Wardrobe]:
    looks: dict[str, Wardrobe] = {}
    for scene, (name, wardrobe) in later_looks(worn, seen).items():
        looks[name] = wardrobe
        notes.scenes.setdefault(scene, {})[member.character] = CharacterState(look=name)
        line = seen.later[scene][0][1]
        notes.note(f"characters.{member.character}.looks.{name}", line, "from here on")
    return looks


def _aliases(member: Member, roster: Roster, body: Guess) -> tuple[str, ...]:
    """Other spellings, and what the action calls one who is the only one of their kind: the cloud."""
    others = [each for each in (*member.cues, *member.aliases) if each.lower() != member.name.lower()]
    spelled = {alias.lower(): alias if alias != alias.upper() else title_case(alias) for alias in others}
    noun = figure_noun(member.words)
    taken = {
        word for each in roster.members for spelling in each.spellings for word in (spelling.lower(), *tokens(spelling))
    }
    if noun and body.physique.figure not in (*DRESSED, Figure.UNSEEN) and noun not in taken and not member.several:
        alone = sum(figure_noun(f"{each.name} {each.words}") == noun for each in roster.members) == 1
        spelled |= {noun: noun} if alone else {}
    return tuple(spelled.values())


def _noun_id(noun: str, roster: Roster) -> str:
    taken = {member.character for member in roster.members}
    return id_of(noun) if id_of(noun) not in taken else f"{id_of(noun)}_prop"


def _prop_id(thing: Found, roster: Roster) -> str:
    return _noun_id(thing.noun, roster)


def _prop(thing: Found, roster: Roster, notes: _Notes) -> BibleProp:
    told = " ".join(word for word in thing.told.split() if word not in ("same", "other", "whole"))
    owner = thing.owner
    notes.note(
        f"props.{_prop_id(thing, roster)}", thing.line, f"named {thing.mentions} times" if thing.mentions > 1 else ""
    )
    return BibleProp(
        name=thing.noun.title(),
        words=f"{told} {thing.noun}".strip(),
        shape=thing.shape,
        colour=thing.colour or PROP_COLOURS.get(thing.shape, "#8a6f4d"),
        owner=owner,
    )


def _location(locale: Locale, notes: _Notes) -> Location:
    notes.note(f"locations.{locale.place}", locale.heading.line, locale.heading.text)
    skies = set(locale.weathers.values())
    name = title_case(locale.heading.place.upper())
    return Location(
        name=name,
        words=locale.words,
        aliases=tuple(each for each in locale.spellings if each.lower() != name.lower()),
        kind=locale.kind,
        features=tuple(locale.features),
        weather=_lasting(locale, skies),
    )


def _lasting(locale: Locale, skies: set[Weather]) -> Weather | None:
    """The weather of the place, when every scene there has it; else each scene says its own."""
    return next(iter(skies)) if len(skies) == 1 and len(locale.weathers) == len(locale.scenes) else None


def _scenes(screenplay: Screenplay, places: tuple[Locale, ...], notes: _Notes) -> dict[str, SceneState]:
    own = {
        number: sky
        for locale in places
        if _lasting(locale, set(locale.weathers.values())) is None
        for number, sky in locale.weathers.items()
    }
    states: dict[str, SceneState] = {}
    for number in sorted({*own, *notes.scenes}):
        key = _key(screenplay, number)
        states[key] = SceneState(weather=own.get(number), characters=notes.scenes.get(number, {}))
        heading = screenplay.scenes[number].heading
        notes.note(f"scenes.{key}", heading.line, "" if key == heading.text else heading.text)
    return states


def _key(screenplay: Screenplay, number: int) -> str:
    """The writer's number, or the heading where no other scene has it, or the number it will be given."""
    scene = screenplay.scenes[number]
    if scene.given_number:
        return scene.given_number
    same = sum(other.heading.text == scene.heading.text for other in screenplay.scenes)
    return scene.heading.text if same == 1 else f"sc{10 * (number + 1):03d}"

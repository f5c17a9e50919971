"""Who is seen: body, clothes, what they hold, where they stand."""

from collections.abc import Iterator, Mapping

from picturelock.compiler.model.colours import colour_name, hair_name, skin_name
from picturelock.compiler.model.prose.camera import names_in
from picturelock.compiler.model.prose.grammar import coloured, unended, with_article
from picturelock.compiler.model.sentences import Clause, Rank, Sentence
from picturelock.kernel.nouns import (
    Brief,
    Build,
    Depth,
    Facing,
    Figure,
    Garment,
    GarmentSlot,
    Gesture,
    Hair,
    Physique,
    Position,
    Posture,
    Presence,
    Prop,
    ShotSize,
    Travel,
)

GARMENTS = {GarmentSlot.BOTTOM: "trousers"}
PATTERNS = {"plain": "", "stripes": "striped", "checks": "checked", "dots": "dotted"}
BELOW_THE_WAIST = (GarmentSlot.BOTTOM, GarmentSlot.SHOES)
WAIST_UP = (ShotSize.MEDIUM, ShotSize.MEDIUM_CLOSE, ShotSize.CLOSE, ShotSize.EXTREME_CLOSE)
BUILDS = {Build.SLIM: "slim", Build.AVERAGE: "", Build.BROAD: "broad-shouldered", Build.HEAVY: "heavyset"}
HAIR_CUTS = {
    Hair.CROPPED: "cropped {} hair",
    Hair.SHORT: "short {} hair",
    Hair.BOB: "{} hair in a bob",
    Hair.LONG: "long {} hair",
    Hair.CURLY: "curly {} hair",
    Hair.AFRO: "{} hair in an afro",
    Hair.BUN: "{} hair in a bun",
    Hair.PONYTAIL: "{} hair in a ponytail",
    Hair.BRAID: "{} hair in a braid",
}
POSITIONS = {
    Position.FAR_LEFT: "at the far left of the frame",
    Position.LEFT: "at the left of the frame",
    Position.CENTRE: "in the centre of the frame",
    Position.RIGHT: "at the right of the frame",
    Position.FAR_RIGHT: "at the far right of the frame",
}
DEPTHS = {Depth.FOREGROUND: ", in the foreground", Depth.MIDGROUND: "", Depth.BACKGROUND: ", in the background"}
FACINGS = {
    Facing.LEFT: ", facing left",
    Facing.RIGHT: ", facing right",
    Facing.CAMERA: ", facing the camera",
    Facing.AWAY: ", facing away from the camera",
}
POSTURES = {
    Posture.STANDING: "stands",
    Posture.SITTING: "sits",
    Posture.KNEELING: "kneels",
    Posture.LYING: "lies",
}
GESTURES = {
    Gesture.NONE: "",
    Gesture.POINT: ", pointing",
    Gesture.REACH: ", reaching out",
    Gesture.WAVE: ", waving",
    Gesture.HOLD_UP: ", holding one hand up",
    Gesture.NOD: ", nodding",
    Gesture.SHAKE_HEAD: ", shaking the head",
    Gesture.LOOK_UP: ", looking up",
    Gesture.LOOK_DOWN: ", looking down",
    Gesture.LAUGH: ", laughing",
    Gesture.WORK: ", busy with both hands",
}
TRAVELS = {
    Travel.NONE: "",
    Travel.ENTER_LEFT: ", having come in from the left",
    Travel.ENTER_RIGHT: ", having come in from the right",
    Travel.EXIT_LEFT: ", then leaves to the left",
    Travel.EXIT_RIGHT: ", then leaves to the right",
    Travel.CROSS_LEFT: ", then crosses to the left",
    Travel.CROSS_RIGHT: ", then crosses to the right",
    Travel.APPROACH: ", then comes towards the camera",
    Travel.RECEDE: ", then goes away from the camera",
}
TEENS, ADULT, OLD, OLDEST = 13, 20, 90, 130
SHORT_CM, TALL_CM, VERY_TALL_CM = 157, 183, 196


def people_sentences(brief: Brief) -> Iterator[Sentence]:
    props, names = {prop.prop: prop for prop in brief.props}, names_in(brief)
    for presence in brief.cast:
        if presence.physique.figure is not Figure.UNSEEN:
            yield from _person_sentences(presence, props, names[presence.character], brief.camera.size)
    held = {prop for presence in brief.cast for prop in presence.holding}
    lying = (
        _prop_clause(prop, f"props.{prop.prop}", Rank.PERSON if prop.prop == brief.camera.subject else Rank.PROP)
        for prop in brief.props
        if prop.prop not in held
    )
    yield Sentence(tuple(lying), "In sight: ", ".")


def _person_sentences(presence: Presence, props: Mapping[str, Prop], name: str, size: ShotSize) -> Iterator[Sentence]:
    who, source = f"cast.{presence.character}", presence.source
    yield Sentence((Clause(body(presence.physique), f"{who}.physique", Rank.PERSON, source),), f"{name} is ", ".")
    if words := unended(presence.words):
        yield Sentence((Clause(words, f"{who}.words", Rank.PERSON, source),), f"{name}: ", ".")
    yield Sentence(tuple(_worn(presence, size)), f"{name} wears ", ".")
    held = (_prop_clause(props[prop], f"{who}.holding.{prop}", Rank.PROP) for prop in presence.holding)
    yield Sentence(tuple(held), f"{name} holds ", ".")
    wounds = (unended(wound) for wound in presence.wounds)
    hurt = (Clause(wound, f"{who}.wounds.{n}", Rank.WARDROBE, source) for n, wound in enumerate(wounds) if wound)
    yield Sentence(tuple(hurt), f"Visible on {name}: ", ".")
    if size is not ShotSize.INSERT:
        yield Sentence((Clause(blocking(presence), f"{who}.blocking", Rank.BLOCKING, source),), f"{name} ", ".")


def _worn(presence: Presence, size: ShotSize) -> Iterator[Clause]:
    """One clause a garment; pyjamas that are both top and bottom are said once."""
    said = {garment_words(garment): garment for garment in reversed(presence.wardrobe)}
    for words, garment in reversed(said.items()):
        hidden = size in WAIST_UP and garment.slot in BELOW_THE_WAIST
        what = f"cast.{presence.character}.wardrobe.{garment.slot.value}"
        yield Clause(words, what, Rank.HIDDEN if hidden else Rank.WARDROBE, garment.source or presence.source)


def _prop_clause(prop: Prop, what: str, rank: Rank) -> Clause:
    name, words = unended(prop.name) or prop.prop, unended(prop.words)
    if name.lower() in words.lower():
        name, words = words, ""
    thing = with_article(coloured(name, colour_name(prop.colour)))
    return Clause(f"{thing} ({words})" if words else thing, what, rank, prop.source)


def garment_words(garment: Garment) -> str:
    thing = unended(garment.words) or GARMENTS.get(garment.slot, garment.slot.value)
    pattern = PATTERNS.get(garment.pattern, unended(garment.pattern))
    patterned = thing if pattern.lower() in thing.lower() else f"{pattern} {thing}"
    return with_article(coloured(patterned, colour_name(garment.colour)))


def blocking(presence: Presence) -> str:
    where = f"{POSTURES[presence.posture]} {POSITIONS[presence.position]}{DEPTHS[presence.depth]}"
    return f"{where}{FACINGS[presence.facing]}{GESTURES[presence.gesture]}{TRAVELS[presence.travel]}"


def body(physique: Physique) -> str:
    """What never changes about a figure, in one phrase."""
    build = BUILDS[physique.build]
    match physique.figure:
        case Figure.PERSON | Figure.CHILD:
            return _human(physique, build)
        case Figure.DOG | Figure.CAT | Figure.HORSE:
            colour = hair_name(physique.hair_colour)
        case _:
            colour = colour_name(physique.skin)
    return with_article(f"{build} {colour} {physique.figure.value}".lstrip())


def _human(physique: Physique, build: str) -> str:
    height = _height(physique)
    shape = ", ".join(word for word in (height, build) if word)
    who = with_article(f"{shape} {_age(physique)}".lstrip())
    skin = f"with {skin_name(physique.skin)} skin"
    if physique.hair is Hair.BALD:
        hair = "a bald head"
    else:
        hair = HAIR_CUTS[physique.hair].format(hair_name(physique.hair_colour))
    return f"{who} {skin}, {hair} and a beard" if physique.beard else f"{who} {skin} and {hair}"


def _height(physique: Physique) -> str:
    if physique.figure is Figure.CHILD or physique.age < ADULT or SHORT_CM <= physique.height_cm < TALL_CM:
        return ""
    if physique.height_cm < SHORT_CM:
        return "short"
    return "tall" if physique.height_cm < VERY_TALL_CM else "very tall"


def _age(physique: Physique) -> str:
    age = physique.age
    if physique.figure is Figure.CHILD or age < TEENS:
        return f"{age}-year-old child" if age < ADULT else "child"
    if age < ADULT:
        return f"{age}-year-old teenager"
    if age >= OLD:
        return "person over ninety" if age < OLDEST else "person of no known age"
    decade = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")[age // 10 - 2]
    part = ("early ", "early ", "early ", "early ", "mid-", "mid-", "mid-", "late ", "late ", "late ")[age % 10]
    return f"person in their {part}{decade}"

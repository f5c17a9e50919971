"""Hand props: which words are drawn as what."""

from collections.abc import Callable

from picturelock.media.colour import parse as rgb
from picturelock.media.previz.brush import Brush
from picturelock.media.previz.props import carried, handled
from picturelock.media.previz.props.model import Model
from picturelock.media.previz.words import first_named, listed

Shape = Callable[[Model], None]


SHAPES: tuple[tuple[tuple[str, ...], Shape], ...] = (
    (listed("walkie, handset, transceiver"), handled.walkie),
    (listed("lantern, oil lamp"), carried.lantern),
    (listed("phone, mobile, cell, tablet, remote, device, tricorder"), carried.phone),
    (listed("envelope, parcel"), carried.envelope),
    (listed("photo, picture, postcard, portrait"), carried.photo),
    (listed("map, chart, blueprint, newspaper"), carried.unfolded),
    (
        listed("letter, paper, note, document, page, list, script, ticket, card, contract, file, folder, receipt"),
        carried.letter,
    ),
    (listed("book, diary, journal, ledger, bible, log"), carried.book),
    (listed("suitcase, briefcase, case, trunk, toolbox"), carried.case),
    (listed("bag, satchel, backpack, purse, sack, pouch, basket"), carried.bag),
    (listed("key"), carried.key),
    (listed("wine, whisky, glass, tumbler, pint"), handled.glass),
    (listed("cup, mug, coffee, tea"), handled.cup),
    (listed("bottle, flask, vial, thermos"), handled.bottle),
    (listed("umbrella, parasol"), handled.umbrella),
    (listed("gun, pistol, revolver, rifle, blaster"), handled.gun),
    (listed("knife, dagger, sword, blade, scissors"), handled.knife),
    (listed("hammer, axe, mallet"), handled.hammer),
    (listed("wrench, spanner, tool, screwdriver, crowbar, pliers"), handled.wrench),
    (listed("camera"), handled.camera),
    (listed("radio, recorder"), handled.radio),
    (listed("ball, orb, globe"), handled.ball),
    (listed("flower, rose, bouquet, plant"), carried.flower),
    (listed("leash, lead"), carried.leash),
    (listed("rope, cable, wire, chain, hose"), carried.rope),
    (listed("watch, locket, medal, pendant, compass, coin, necklace, ring"), carried.watch),
    (listed("guitar, violin, ukulele, instrument"), handled.guitar),
    (listed("torch, flashlight"), handled.torch),
    (listed("candle, match, lighter"), handled.candle),
    (listed("laptop, computer, typewriter"), handled.laptop),
    (listed("food, bread, sandwich, cake, pie, apple, plate, meal"), handled.food),
)


def shape_of(words: str) -> Shape:
    return first_named(words, SHAPES) or carried.box


def draw_prop(brush: Brush, shape: str, colour: str, seconds: float) -> None:
    shape_of(shape)(Model(brush, rgb(colour), seconds))

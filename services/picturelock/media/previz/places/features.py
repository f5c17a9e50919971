"""Things a place is said to have, by their words: each is put where it can be seen beside the subject."""

from collections.abc import Callable

from picturelock.kernel.nouns import Interior
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.places import fittings, furniture, machines, plants, public_pieces, roadside, waterfront
from picturelock.media.previz.stage import Stage
from picturelock.media.previz.words import first_named

Piece = Callable[[Easel, float, float], None]


def _radio_on_a_table(easel: Easel, x: float, z: float) -> None:
    furniture.table(easel, x, z, 80)
    fittings.radio_set(easel, x, z)


PIECES: tuple[tuple[tuple[str, ...], Piece], ...] = (
    (("bookshelf", "bookcase", "books"), furniture.bookshelf),
    (("blackboard", "whiteboard", "chalkboard"), public_pieces.blackboard),
    (("fireplace", "hearth"), furniture.fireplace),
    (("street lamp", "streetlamp", "lamp post", "lamppost", "lantern post"), roadside.streetlamp),
    (("traffic light", "stoplight", "signal"), roadside.traffic_light),
    (("floor lamp", "lamp"), fittings.floor_lamp),
    (("desk",), furniture.desk),
    (("table",), furniture.laid_table),
    (("counter", "worktop"), fittings.counter),
    (("bar",), public_pieces.bar),
    (("stool",), public_pieces.stool),
    (("bed",), furniture.bed),
    (("sofa", "couch", "settee", "armchair"), furniture.sofa),
    (("chair", "seat"), furniture.chair),
    (("shelf", "shelves", "rack"), public_pieces.goods),
    (("stove", "oven", "cooker"), fittings.stove),
    (("fridge", "refrigerator"), fittings.fridge),
    (("basin", "sink", "mirror"), fittings.basin),
    (("bath", "tub"), fittings.bathtub),
    (("television", "tv", "screen"), furniture.television),
    (("piano", "organ"), furniture.piano),
    (("wardrobe", "closet", "cupboard"), furniture.wardrobe),
    (("locker",), public_pieces.lockers),
    (("cabinet", "drawer"), public_pieces.cabinet),
    (("console", "control panel", "computer", "machine"), machines.console),
    (("workbench", "bench vice"), machines.workbench),
    (("ladder",), machines.ladder),
    (("stair", "steps"), machines.stairs),
    (("plant", "fern"), furniture.plant),
    (("clock",), lambda e, x, z: fittings.clock(e, x, z + 60)),
    (("picture", "painting", "poster", "photograph", "map"), lambda e, x, z: fittings.picture(e, x, z + 60)),
    (("radio", "wireless"), _radio_on_a_table),
    (("rug", "carpet"), furniture.rug),
    (("crane",), lambda e, x, z: waterfront.crane(e, x * 4, z + 2600)),
    (("lighthouse", "tower"), lambda e, x, z: waterfront.lighthouse(e, x * 5, z + 2600)),
    (("boat", "ship", "trawler", "dinghy"), lambda e, x, z: waterfront.boat(e, x * 2, z + 500, y=-50)),
    (("crate", "box", "cargo", "container"), waterfront.crates),
    (("barrel", "drum", "bin"), waterfront.barrel),
    (("bollard", "mooring"), waterfront.bollard),
    (("net",), waterfront.net),
    (("car", "taxi", "van", "truck"), lambda e, x, z: roadside.car(e, x * 1.6, z + 90)),
    (("tree", "oak", "willow"), lambda e, x, z: plants.tree(e, x * 1.5, z + 120)),
    (("pine", "fir"), lambda e, x, z: plants.pine(e, x * 1.5, z + 120)),
    (("bush", "hedge", "shrub"), plants.bush),
    (("fence",), lambda e, x, z: roadside.fence(e, x, z + 120)),
    (("railing", "rail", "barrier"), lambda e, _, z: roadside.railing(e, 0, z + 80)),
    (("bench",), roadside.bench),
    (("rock", "stone", "boulder"), plants.rock),
    (("cactus",), plants.cactus),
    (("sign", "signpost"), roadside.sign),
    (("flag",), machines.flag),
    (("barn", "shed"), lambda e, x, z: roadside.barn(e, x * 4, z + 1500)),
    (("house", "cottage", "hut", "cabin"), lambda e, x, z: roadside.cottage(e, x * 3, z + 800)),
)
SLOTS = (150.0, -170.0, 300.0, -320.0, 20.0, 430.0)
"""Where they stand, in centimetres to the right of the subject, in order."""
FLIPPED = 1


def add_features(stage: Stage, taken: str) -> None:
    """`taken` are words of things the place has anyway."""
    inside = stage.scene.interior is Interior.INT
    wanted = [word.lower() for word in stage.scene.place.features if word.lower() not in taken]
    pieces = [piece for piece in map(piece_of, wanted) if piece is not None]
    turn = -1.0 if stage.side == FLIPPED else 1.0
    for slot, piece in zip(SLOTS, pieces, strict=False):
        z = 205.0 if inside else 330.0
        stage.put(z + 15, _placed(piece, slot * turn * (1.0 if inside else 1.3), z))


def piece_of(words: str) -> Piece | None:
    return first_named(words, PIECES)


def _placed(piece: Piece, x: float, z: float) -> Callable[[Easel], None]:
    return lambda easel: piece(easel, x, z)

"""Things a place is said to have, by their words: each is put where it can be seen beside the subject."""

from collections.abc import Callable

from picturelock.kernel.nouns import Interior
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.places import inside_pieces as ins
from picturelock.media.previz.places import outside_pieces as out
from picturelock.media.previz.places import public_pieces as pub
from picturelock.media.previz.stage import Stage

Piece = Callable[[Easel, float, float], None]

PIECES: tuple[tuple[tuple[str, ...], Piece], ...] = (
    (("bookshelf", "bookcase", "books"), ins.bookshelf),
    (("blackboard", "whiteboard", "chalkboard"), pub.blackboard),
    (("fireplace", "hearth"), ins.fireplace),
    (("street lamp", "streetlamp", "lamp post", "lamppost", "lantern post"), out.streetlamp),
    (("traffic light", "stoplight", "signal"), out.traffic_light),
    (("floor lamp", "lamp"), ins.floor_lamp),
    (("desk",), ins.desk),
    (("table",), ins.laid_table),
    (("counter", "worktop"), ins.counter),
    (("bar",), pub.bar),
    (("stool",), pub.stool),
    (("bed",), ins.bed),
    (("sofa", "couch", "settee", "armchair"), ins.sofa),
    (("chair", "seat"), ins.chair),
    (("shelf", "shelves", "rack"), pub.goods),
    (("stove", "oven", "cooker"), ins.stove),
    (("fridge", "refrigerator"), ins.fridge),
    (("basin", "sink", "mirror"), ins.basin),
    (("bath", "tub"), ins.bathtub),
    (("television", "tv", "screen"), ins.television),
    (("piano", "organ"), ins.piano),
    (("wardrobe", "closet", "cupboard"), ins.wardrobe),
    (("locker",), pub.lockers),
    (("cabinet", "drawer"), pub.cabinet),
    (("console", "control panel", "computer", "machine"), pub.console),
    (("workbench", "bench vice"), pub.workbench),
    (("ladder",), pub.ladder),
    (("stair", "steps"), pub.stairs),
    (("plant", "fern"), ins.plant),
    (("clock",), lambda e, x, z: ins.clock(e, x, z + 60)),
    (("picture", "painting", "poster", "photograph", "map"), lambda e, x, z: ins.picture(e, x, z + 60)),
    (("radio", "wireless"), lambda e, x, z: (ins.table(e, x, z, 80), ins.radio_set(e, x, z))[0]),
    (("rug", "carpet"), ins.rug),
    (("crane",), lambda e, x, z: out.crane(e, x * 4, z + 2600)),
    (("lighthouse", "tower"), lambda e, x, z: out.lighthouse(e, x * 5, z + 2600)),
    (("boat", "ship", "trawler", "dinghy"), lambda e, x, z: out.boat(e, x * 2, z + 500, y=-50)),
    (("crate", "box", "cargo", "container"), out.crates),
    (("barrel", "drum", "bin"), out.barrel),
    (("bollard", "mooring"), out.bollard),
    (("net",), out.net),
    (("car", "taxi", "van", "truck"), lambda e, x, z: out.car(e, x * 1.6, z + 90)),
    (("tree", "oak", "willow"), lambda e, x, z: out.tree(e, x * 1.5, z + 120)),
    (("pine", "fir"), lambda e, x, z: out.pine(e, x * 1.5, z + 120)),
    (("bush", "hedge", "shrub"), out.bush),
    (("fence",), lambda e, x, z: out.fence(e, x, z + 120)),
    (("railing", "rail", "barrier"), lambda e, _, z: out.railing(e, 0, z + 80)),
    (("bench",), out.bench),
    (("rock", "stone", "boulder"), out.rock),
    (("cactus",), out.cactus),
    (("sign", "signpost"), out.sign),
    (("flag",), pub.flag),
    (("barn", "shed"), lambda e, x, z: out.barn(e, x * 4, z + 1500)),
    (("house", "cottage", "hut", "cabin"), lambda e, x, z: out.cottage(e, x * 3, z + 800)),
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
    said = f" {words.replace('_', ' ').replace('-', ' ')}"
    return next((piece for names, piece in PIECES if any(f" {name}" in said for name in names)), None)


def _placed(piece: Piece, x: float, z: float) -> Callable[[Easel], None]:
    return lambda easel: piece(easel, x, z)

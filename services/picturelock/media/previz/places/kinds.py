"""Which builder makes which place: the first kind one of whose words is in the place's kind, then name, then the rest."""

from collections.abc import Callable

from picturelock.kernel.nouns import Interior
from picturelock.media.previz.places import indoors, outdoors
from picturelock.media.previz.stage import Stage

Builder = Callable[[Stage], None]

COLD = (
    "hospital", "clinic", "morgue", "laborator", "spaceship", "office", "police", "interrogation", "supermarket",
    "corridor", "server", "garage", "subway", "space station",
)  # fmt: skip
"""Places lit by tubes."""

OUTDOORS: tuple[tuple[tuple[str, ...], Builder], ...] = (
    (("lighthouse", "headland", "cliff", "cape"), outdoors.lighthouse),
    (("boat", "ship", "deck", "ferry", "trawler", "yacht", "raft", "at sea", "open sea", "ocean"), outdoors.at_sea),
    (("harbour", "harbor", "dock", "pier", "quay", "wharf", "marina", "port", "jetty", "river", "canal", "waterfront"), outdoors.harbour),
    (("beach", "shore", "coast", "sand", "sea", "lake", "island", "bay"), outdoors.beach),
    (("alley", "backstreet", "passage", "back street", "lane"), outdoors.alley),
    (("rooftop", "roof", "terrace", "balcony"), outdoors.rooftop),
    (("station", "train", "platform", "railway", "tram", "depot"), outdoors.platform),
    (("garden", "yard", "backyard", "porch", "cottage", "house", "home", "villa", "suburb"), outdoors.garden),
    (("forest", "wood", "jungle", "grove", "pines", "swamp"), outdoors.forest),
    (("mountain", "peak", "summit", "alps", "glacier", "valley", "canyon", "hill", "rocks", "snowfield"), outdoors.mountain),
    (("desert", "dune", "wasteland", "mars", "planet", "moon"), outdoors.desert),
    (("field", "farm", "meadow", "barn", "ranch", "prairie", "vineyard", "plain", "countryside"), outdoors.field),
    (("road", "highway", "motorway", "freeway", "bridge", "track"), outdoors.road),
    (("park", "playground", "cemetery", "graveyard", "lawn", "campus", "zoo", "stadium", "pitch"), outdoors.park),
    (("street", "intersection", "crossing", "city", "town", "square", "market", "plaza", "avenue", "pavement", "sidewalk", "shop", "cafe", "café", "bar", "hotel", "building", "neighbourhood", "neighborhood", "village", "parking"), outdoors.street),
)  # fmt: skip

INDOORS: tuple[tuple[tuple[str, ...], Builder], ...] = (
    (("spaceship", "space", "starship", "cockpit", "bridge of", "airlock", "submarine", "capsule"), indoors.spaceship),
    (("laborator", "lab", "science", "reactor", "server", "control room"), indoors.laboratory),
    (("car", "taxi", "cab", "van", "truck", "vehicle", "limousine"), indoors.car_inside),
    (("train", "carriage", "bus", "tram", "subway car", "compartment", "metro", "plane", "airplane"), indoors.carriage),
    (("tunnel", "pipe", "cave", "sewer", "mine", "drain", "duct", "underground", "cavern", "crypt"), indoors.tunnel),
    (("interrogation", "police", "precinct", "cell", "prison", "jail", "interview"), indoors.police),
    (("hospital", "ward", "clinic", "surgery", "infirmary", "morgue", "medical"), indoors.hospital),
    (("church", "chapel", "cathedral", "temple", "mosque", "synagogue", "monastery"), indoors.church),
    (("library", "bookshop", "bookstore", "study", "archive"), indoors.study),
    (("school", "classroom", "university", "lecture", "college", "kindergarten"), indoors.school),
    (("kitchen", "pantry", "galley"), indoors.kitchen),
    (("bathroom", "toilet", "restroom", "washroom", "shower", "wc"), indoors.bathroom),
    (("bedroom", "hotel", "motel", "dorm", "nursery", "attic"), indoors.bedroom),
    (("diner", "cafe", "café", "coffee", "canteen", "cafeteria", "restaurant", "bakery"), indoors.diner),
    (("bar", "pub", "tavern", "inn", "saloon", "club", "nightclub", "casino"), indoors.tavern),
    (("shop", "store", "market", "supermarket", "pharmacy", "boutique", "mall", "gallery"), indoors.shop),
    (("workshop", "garage", "warehouse", "factory", "shed", "barn", "basement", "cellar", "boathouse", "hangar", "gym", "studio", "engine"), indoors.workshop),
    (("office", "newsroom", "boardroom", "meeting", "bank", "agency", "reception", "headquarters"), indoors.office),
    (("corridor", "hallway", "stairwell", "elevator", "lift", "lobby", "passage", "entrance"), indoors.corridor),
    (("living", "lounge", "sitting", "parlour", "parlor", "apartment", "flat", "house", "home", "cottage", "cabin", "lighthouse", "keeper"), indoors.living_room),
)  # fmt: skip


STANDARD: dict[Builder, str] = {
    outdoors.harbour: "boat boats crane crates crate barrel bollard net street lamp water sea",
    outdoors.lighthouse: "lighthouse railing rock rocks grass sea",
    outdoors.street: "street lamp streetlamp car cars tree sign shop shops window windows traffic light traffic lights",
    outdoors.park: "tree trees bench bush street lamp path grass",
    outdoors.garden: "fence cottage house flowers tree bush hedge",
    outdoors.forest: "tree trees pine rock bush",
    outdoors.field: "barn fence tree grass",
    outdoors.platform: "train bench sign street lamp rails",
    indoors.kitchen: "window table counter stove sink fridge chair cupboard lamp clock",
    indoors.living_room: "window sofa bookshelf lamp picture rug plant fireplace",
    indoors.bedroom: "window bed wardrobe lamp picture rug",
    indoors.bathroom: "window mirror sink bath basin toilet lamp",
    indoors.office: "window desk computer cabinet plant clock lamp",
    indoors.study: "window bookshelf books table lamp shelves shelf",
    indoors.school: "window blackboard desk clock chair",
    indoors.tavern: "bar stool bottles lamp table chair counter",
    indoors.diner: "window booth lamp clock table",
    indoors.shop: "shelf shelves counter window",
    indoors.hospital: "window bed monitor curtain",
    indoors.police: "table chair lamp mirror clock",
    indoors.church: "altar pews window candles",
    indoors.workshop: "workbench tools crates crate barrel ladder pipes window lamp",
    indoors.laboratory: "window monitor cabinet shelf bench",
    indoors.spaceship: "console porthole hatch pipes screen control panel",
    indoors.carriage: "window seat seats",
    indoors.hall: "window door table lamp plant picture",
}
"""What a place has without being told."""


def builder_of(stage: Stage) -> Builder:
    inside = stage.scene.interior is Interior.INT
    first, second = (INDOORS, OUTDOORS) if inside else (OUTDOORS, INDOORS)
    place = stage.scene.place
    for text in (place.kind, place.name, f"{place.words} {' '.join(place.features)}"):
        said = f" {text.lower().replace('_', ' ').replace('-', ' ')}"
        for kinds in (first, second) if text is not place.kind else (first,):
            for words, builder in kinds:
                if any(f" {word}" in said for word in words) and (kinds is first or not inside or kinds is INDOORS):
                    return builder
    return indoors.hall if inside else outdoors.open_air

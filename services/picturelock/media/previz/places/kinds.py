"""Which builder makes which place, by the words of its kind, then of its name, then of the rest."""

from collections.abc import Callable

from picturelock.kernel.nouns import Interior, Place
from picturelock.media.previz.places import capsules, coast, country, homes, public_rooms, town
from picturelock.media.previz.stage import Stage
from picturelock.media.previz.words import last_named, listed, mentions

Builder = Callable[[Stage], None]
Kinds = tuple[tuple[tuple[str, ...], Builder], ...]
UNTOLD = Place.model_fields["kind"].default
"""A kind that may only be there because nobody said one, so a place's name is asked first."""
VEHICLE = listed("car, taxi, cab, van, truck, vehicle, limousine")

COLD = listed(
    "hospital, clinic, morgue, laboratory, lab, spaceship, office, police, interrogation, supermarket, corridor, "
    "server, garage, subway, space station"
)
"""Places lit by tubes."""

OUTDOORS: Kinds = (
    (listed("lighthouse, headland, cliff, cape"), coast.lighthouse),
    (listed("boat, ship, deck, ferry, trawler, yacht, raft, at sea, open sea, ocean"), coast.at_sea),
    (listed("harbour, harbor, dock, pier, quay, wharf, marina, port, jetty, river, canal, waterfront"), coast.harbour),
    (listed("beach, shore, coast, sand, sea, lake, island, bay"), coast.beach),
    (listed("alley, backstreet, passage, back street, lane"), town.alley),
    (listed("rooftop, roof, terrace, balcony"), town.rooftop),
    (listed("station, train, platform, railway, tram, depot"), town.platform),
    (listed("garden, yard, backyard, porch, cottage, house, home, villa, suburb"), country.garden),
    (listed("forest, wood, jungle, grove, pines, swamp"), country.forest),
    (listed("mountain, peak, summit, alps, glacier, valley, canyon, hill, rocks, snowfield"), country.mountain),
    (listed("desert, dune, wasteland, mars, planet, moon"), country.desert),
    (listed("field, farm, meadow, barn, ranch, prairie, vineyard, plain, countryside"), country.field),
    (listed("road, highway, motorway, freeway, bridge, track"), country.road),
    (listed("park, playground, cemetery, graveyard, lawn, campus, zoo, stadium, pitch"), country.park),
    (
        listed(
            "street, intersection, crossing, city, town, square, market, plaza, avenue, "
            "pavement, sidewalk, shop, cafe, café, bar, hotel, building, neighbourhood, "
            "neighborhood, village, parking"
        ),
        town.street,
    ),
)

INDOORS: Kinds = (
    (listed("spaceship, space, starship, cockpit, bridge of, airlock, submarine, capsule"), capsules.spaceship),
    (listed("laboratory, lab, science, reactor, server, control room"), capsules.laboratory),
    (VEHICLE, capsules.car_inside),
    (listed("train, carriage, bus, tram, subway car, compartment, metro, plane, airplane"), capsules.carriage),
    (listed("tunnel, pipe, cave, sewer, mine, drain, duct, underground, cavern, crypt"), capsules.tunnel),
    (listed("interrogation, police, precinct, cell, prison, jail, interview"), public_rooms.police),
    (listed("hospital, ward, clinic, surgery, infirmary, morgue, medical"), public_rooms.hospital),
    (listed("church, chapel, cathedral, temple, mosque, synagogue, monastery"), public_rooms.church),
    (listed("library, bookshop, bookstore, study, archive"), homes.study),
    (listed("school, classroom, university, lecture, college, kindergarten"), homes.school),
    (listed("kitchen, pantry, galley"), homes.kitchen),
    (listed("bathroom, toilet, restroom, washroom, shower, wc"), homes.bathroom),
    (listed("bedroom, hotel, motel, dorm, nursery, attic"), homes.bedroom),
    (listed("diner, cafe, café, coffee, canteen, cafeteria, restaurant, bakery"), public_rooms.diner),
    (listed("bar, pub, tavern, inn, saloon, club, nightclub, casino"), public_rooms.tavern),
    (listed("shop, store, market, supermarket, pharmacy, boutique, mall, gallery"), public_rooms.shop),
    (
        listed(
            "workshop, garage, warehouse, factory, shed, barn, basement, cellar, boathouse, hangar, gym, studio, engine"
        ),
        public_rooms.workshop,
    ),
    (listed("office, newsroom, boardroom, meeting, bank, agency, reception, headquarters"), homes.office),
    (listed("corridor, hallway, stairwell, elevator, lift, lobby, passage, entrance"), public_rooms.corridor),
    (
        listed(
            "living, lounge, sitting, parlour, parlor, apartment, flat, house, home, cottage, cabin, lighthouse, keeper"
        ),
        homes.living_room,
    ),
)


STANDARD: dict[Builder, str] = {
    coast.harbour: "boat boats crane crates crate barrel bollard bollards net nets pier street lamp water sea "
    "house houses stones",
    coast.at_sea: "boat ship net nets crate crates barrel railing mast wheel",
    coast.beach: "boat rock rocks stone stones sand sea",
    coast.lighthouse: "lighthouse railing rock rocks grass sea",
    town.street: "street lamp streetlamp car cars tree sign shop shops window windows traffic light traffic lights",
    country.park: "tree trees bench bush street lamp path grass",
    country.garden: "fence cottage house flowers tree bush hedge",
    country.forest: "tree trees pine rock bush",
    country.field: "barn fence tree grass",
    town.platform: "train bench sign street lamp rails",
    homes.kitchen: "window table counter stove sink fridge chair cupboard lamp clock",
    homes.living_room: "window sofa bookshelf lamp picture rug plant fireplace",
    homes.bedroom: "window bed wardrobe lamp picture rug",
    homes.bathroom: "window mirror sink bath basin toilet lamp",
    homes.office: "window desk computer cabinet plant clock lamp",
    homes.study: "window bookshelf books table lamp shelves shelf",
    homes.school: "window blackboard desk clock chair",
    public_rooms.tavern: "bar stool bottles lamp table chair counter",
    public_rooms.diner: "window booth lamp clock table",
    public_rooms.shop: "shelf shelves counter window",
    public_rooms.hospital: "window bed monitor curtain",
    public_rooms.police: "table chair lamp mirror clock",
    public_rooms.church: "altar pews window candles",
    public_rooms.workshop: "workbench tools crates crate barrel ladder pipes window lamp",
    capsules.laboratory: "window monitor cabinet shelf bench",
    capsules.spaceship: "console porthole hatch pipes screen control panel",
    capsules.carriage: "window seat seats",
    homes.hall: "window door table lamp plant picture",
}
"""What a place has without being told."""


def builder_of(stage: Stage) -> Builder:
    place, inside = stage.scene.place, stage.scene.interior is Interior.INT
    rest = f"{place.words} {' '.join(place.features)}"
    told = [place.kind, place.name, rest] if place.kind != UNTOLD else [place.name, place.kind, rest]
    if stage.scene.interior is Interior.INT_EXT and mentions(" ".join(told), VEHICLE):
        return capsules.car_inside
    found = (last_named(text, INDOORS if inside else OUTDOORS) for text in told)
    return next(filter(None, found), homes.hall if inside else country.park)

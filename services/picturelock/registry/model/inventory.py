"""Word lists, as data: which words of a script mean which garment, prop, kind of place or thing in it."""

from picturelock.kernel.nouns import GarmentSlot
from picturelock.registry.model.vocabulary import each, words

GARMENTS = each(
    {
        GarmentSlot.HAT: (
            "hat cap beanie hood helmet beret fedora bonnet headscarf hijab turban crown tiara sou'wester visor"
        ),
        GarmentSlot.COAT: (
            "coat jacket parka raincoat overcoat trenchcoat blazer cloak cape robe anorak oilskin oilskins poncho "
            "tuxedo suit uniform overalls jumpsuit apron labcoat windbreaker hoodie cardigan"
        ),
        GarmentSlot.TOP: (
            "shirt t-shirt tshirt blouse sweater jumper pullover vest top tunic turtleneck undershirt sweatshirt jersey"
        ),
        GarmentSlot.DRESS: "dress gown sundress frock nightgown kimono sari",
        GarmentSlot.BOTTOM: "trousers pants jeans skirt shorts leggings slacks sweatpants kilt chinos",
        GarmentSlot.SHOES: "shoes boots sneakers trainers sandals heels slippers loafers wellingtons wellies",
        GarmentSlot.SCARF: "scarf shawl bandana necktie tie",
        GarmentSlot.GLASSES: "glasses spectacles sunglasses goggles shades",
    }
)
"""Garments to where they are worn."""

PROPS = each(
    {
        "phone": "phone smartphone cellphone mobile tablet remote handset",
        "walkie": "walkie-talkie walkie",
        "lantern": "lantern lamp",
        "torch": "flashlight torch",
        "candle": "candle match lighter",
        "envelope": "envelope parcel package",
        "letter": "letter note document paper papers telegram ticket contract receipt folder file list",
        "photo": "photo photograph picture polaroid postcard snapshot",
        "map": "map chart blueprint newspaper",
        "book": "book diary journal notebook ledger logbook bible",
        "suitcase": "suitcase briefcase toolbox trunk case",
        "bag": "bag satchel backpack rucksack purse handbag sack basket",
        "box": "box crate chest casket",
        "key": "key keys keycard",
        "glass": "glass tumbler wineglass",
        "cup": "cup mug teacup coffee tea",
        "bottle": "bottle flask vial thermos",
        "umbrella": "umbrella parasol",
        "gun": "gun pistol revolver rifle shotgun blaster",
        "knife": "knife dagger sword blade scissors machete",
        "hammer": "hammer axe mallet hatchet",
        "wrench": "wrench spanner screwdriver crowbar pliers",
        "camera": "camera camcorder",
        "radio": "radio recorder transistor",
        "ball": "ball orb globe football basketball",
        "flower": "flower flowers rose bouquet",
        "leash": "leash",
        "rope": "rope cable chain hose",
        "watch": "watch locket medal medallion pendant compass coin necklace ring amulet",
        "guitar": "guitar violin ukulele",
        "laptop": "laptop typewriter",
        "food": "sandwich cake bread pie apple pizza donut doughnut burger",
    }
)
"""Nouns for things that are carried, to what they are drawn as."""

PROP_COLOURS = {
    "phone": "#23262b", "walkie": "#3a4438", "lantern": "#c08a2e", "torch": "#4a4f57", "candle": "#f0e6c8",
    "envelope": "#e6d6b0", "letter": "#efe9d8", "photo": "#d8d2c4", "map": "#d9c48f", "book": "#7a2f2f",
    "suitcase": "#6b4a2f", "bag": "#7a5c3a", "box": "#8a6f4d", "key": "#c9a23a", "glass": "#cfe3ea",
    "cup": "#d9d4c7", "bottle": "#3f6b4a", "umbrella": "#27406b", "gun": "#2e3136", "knife": "#a9b1b8",
    "hammer": "#7d5a3a", "wrench": "#8d949b", "camera": "#2b2d31", "radio": "#6d4f3a", "ball": "#c8452f",
    "flower": "#c23a5e", "leash": "#b3202a", "rope": "#b89b6a", "watch": "#c9a23a", "guitar": "#a5652c",
    "laptop": "#9aa1a8", "food": "#d2a55c",
}  # fmt: skip
"""What colour a prop has when the script does not say."""

PLACES = each(
    {
        "kitchen": "kitchen galley pantry",
        "bedroom": "bedroom dormitory bunkroom",
        "bathroom": "bathroom toilet restroom washroom shower",
        "living_room": "living_room lounge parlor parlour den house home apartment flat trailer cottage cabin",
        "office": "office study cubicle newsroom headquarters boardroom",
        "bar": "bar pub tavern saloon nightclub casino",
        "restaurant": "restaurant diner cafe café canteen cafeteria bistro",
        "shop": "shop store bakery market supermarket bookshop boutique pawnshop",
        "school": "school classroom university lecture",
        "hospital": "hospital clinic ward morgue surgery infirmary",
        "church": "church chapel cathedral temple crypt",
        "lab": "lab laboratory workshop garage studio",
        "warehouse": "warehouse factory hangar depot barn stable boathouse",
        "corridor": "corridor hallway hall tunnel pipe beam sewer stairwell staircase stairs elevator vent lobby",
        "cell": "cell prison jail dungeon bunker basement cellar vault attic",
        "car": "car taxi cab van truck limo limousine cockpit",
        "train": "train subway carriage metro tram bus",
        "station": "station platform terminal airport",
        "boat": "boat ship deck ferry yacht submarine wheelhouse",
        "lighthouse": "lighthouse",
        "harbour": "harbour harbor pier dock docks quay wharf marina jetty",
        "beach": "beach shore coast seaside dunes",
        "sea": "sea ocean lake bay",
        "river": "river stream creek canal riverbank",
        "park": "park garden lawn playground orchard yard backyard patio courtyard",
        "field": "field meadow farm pasture valley hill hillside cemetery graveyard",
        "forest": "forest woods jungle clearing grove",
        "mountain": "mountain cliff ridge canyon bluff cave quarry summit",
        "desert": "desert wasteland",
        "roof": "roof rooftop balcony terrace",
        "road": "road highway motorway intersection crossroads freeway bridge",
        "street": "street alley avenue sidewalk square plaza city town village downtown boulevard lane block suburb",
        "space": "space spaceship spacecraft moon planet orbit",
        "stage": "stage theatre theater arena stadium circus",
        "gym": "gym dojo",
        "sky": "sky clouds",
        "room": "room chamber suite",
    }
) | {
    "living room": "living_room", "dining room": "kitchen", "hotel room": "bedroom", "motel room": "bedroom",
    "bath room": "bathroom", "class room": "school", "waiting room": "hospital", "operating room": "hospital",
    "emergency room": "hospital", "engine room": "warehouse", "control room": "lab", "conference room": "office",
    "meeting room": "office", "interrogation room": "cell", "police station": "office", "night club": "bar",
    "gas station": "shop", "petrol station": "shop", "coffee shop": "restaurant", "parking lot": "road",
    "car park": "road", "train station": "station", "bus stop": "street", "phone booth": "street",
    "swimming pool": "gym", "court room": "office", "front yard": "park", "back yard": "park", "tv studio": "lab",
}  # fmt: skip
"""Nouns in headings, one word or two, to the kind of place that is built."""

OPEN_AIR = words("harbour beach sea river park field forest mountain desert roof road street space sky")
"""Kinds of place that have no inside."""

FEATURES = words(
    "window door table chair desk bed sofa couch lamp clock shelf bookshelf counter stove sink fridge "
    "fireplace mirror painting piano television tv computer monitor stairs ladder crane tree trees bench "
    "fountain fence gate wall statue streetlight lamppost car cars truck bus boat boats ship lighthouse "
    "bridge tower church house houses building buildings skyline mountains hills river pond path grass "
    "flowers bushes rocks sand waves sign traffic_light light panel panels pipe pipes spout drain grill "
    "barrel barrels crate crates rope nets net bollard bollards pier jetty tent fire campfire bar stools "
    "stool bottles rug carpet curtain curtains beds cage bars altar pew pews blackboard whiteboard lockers "
    "machine machines console generator engine"
)
"""Things that stand in a place and can be built there."""

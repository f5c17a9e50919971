"""Word lists, as data: which words of a script mean which person, garment, prop or kind of place."""

from picturelock.kernel.nouns import Figure, GarmentSlot


def words(spelled: str) -> frozenset[str]:
    """A set of the words in `spelled`, so that a long list reads like a text."""
    return frozenset(spelled.split())


def _table(**rows: str) -> dict[str, str]:
    """Every word of each row to the row's name."""
    return {word: name for name, row in rows.items() for word in row.split()}


OUTDOORS = words(
    "alley avenue beach bridge cemetery cliff coast courtyard desert dock docks driveway field forest garden harbor "
    "harbour highway hill hillside island jungle lake lawn meadow mountain ocean orchard park path patio pier plaza "
    "quay river road roof rooftop sea shore sidewalk sky square street swamp trail valley village wharf woods yard"
)
"""Places that lie outside when the heading does not say."""

MALE = words(
    "he him his himself man boy male father dad daddy grandfather grandpa brother son husband uncle nephew guy king "
    "prince gentleman lord sir mr bloke lad widower boyfriend waiter actor policeman fireman priest monk groom"
)
FEMALE = words(
    "she her hers herself woman girl female mother mom mum mommy mummy grandmother grandma sister daughter wife aunt "
    "niece queen princess lady mrs ms miss madam widow girlfriend waitress actress policewoman nun bride housewife"
)
CHILDREN = words("child kid boy girl toddler baby infant schoolboy schoolgirl daughter son kids children youngster")
PEOPLE = (
    words(
        "person people agent alien analyst anchor announcer artist assassin assistant astronaut attendant bailiff baker "
        "banker barber barista barman bartender beggar boss bouncer boxer busboy butcher butler buyer captain carpenter "
        "cashier chauffeur chef chief clerk clown coach colleague commander cook cop coroner crewman cyclist dancer dealer "
        "deputy detective director diver doctor driver drunk elder engineer executive farmer figure fighter fisherman "
        "foreman friend gangster gardener general ghost guard guest guide gunman hacker hiker hitman host hostess hunter "
        "inspector janitor jogger journalist judge juror keeper killer knight landlady landlord lawyer lieutenant "
        "lover maid mailman manager mayor mechanic medic messenger miner model mugger musician "
        "neighbor neighbour nurse officer operator orderly owner paramedic partner passenger patient pedestrian photographer "
        "pianist pilot pirate plumber poet policeman porter postman preacher president prisoner producer professor "
        "ranger receptionist reporter robber runner sailor salesman scientist scout secretary sergeant servant sheriff "
        "shopkeeper singer smuggler sniper soldier stranger student surgeon suspect tailor teacher technician teen teenager "
        "teller thief thug tourist trainer tramp vagrant vendor veteran victim villager waiter warden witch witness wizard "
        "worker writer youth adult"
    )
    | MALE
    | FEMALE
    | CHILDREN
) - words("he him his himself she her hers herself male female")
"""Nouns for people: a name in capitals that ends in one is somebody."""

TITLES = words("mr mrs ms miss dr doctor prof professor sir lady lord captain capt officer detective sergeant sgt agent")
APART = words(
    "young younger old older little big teen teenage adult ghost fake evil future past other another second first third "
    "head chief assistant new dead baby mother father son daughter jr sr twin"
)
"""Words that make two people of two cues that are otherwise one name: YOUNG BOB is not BOB."""

FIGURES = {
    **dict.fromkeys(
        "dog puppy pup hound doggy doggie chihuahua terrier poodle labrador bulldog retriever spaniel beagle collie "
        "dachshund wolf fox mutt".split(),
        Figure.DOG,
    ),
    **dict.fromkeys("cat kitten kitty tomcat tabby".split(), Figure.CAT),
    **dict.fromkeys("horse pony mare stallion donkey mule cow".split(), Figure.HORSE),
    **dict.fromkeys("bird crow raven parrot pigeon gull seagull owl eagle hawk dove chicken".split(), Figure.BIRD),
    **dict.fromkeys("robot android droid cyborg automaton".split(), Figure.ROBOT),
    **dict.fromkeys("cloud".split(), Figure.CLOUD),
    **dict.fromkeys(
        "voice narrator announcer v.o. voiceover radio intercom loudspeaker speaker tannoy pa answerphone voicemail "
        "computer operator dispatcher dispatch chorus".split(),
        Figure.UNSEEN,
    ),
}  # fmt: skip
"""Nouns for those who are no grown person."""

EVERYBODY = words("all both everyone everybody crowd others together voices various group audience mob chorus they")
"""Cues that several speak at once."""

COUNTS = words(
    "two three four five six seven eight nine ten eleven twelve dozen dozens many several some few hundreds "
    "thousands more other various multiple pair couple both all"
)
NOISES = words(
    "alarm applause bam bang bark beep bell blast boom buzz click clang clank clap clatter crack crash creak ding "
    "explosion fwoosh gunshot honk horn howl knock knocks phone ring rings roar rumble scream screams screech siren slam "
    "smash snap splash static thud thunder tick whoosh whistle zap wham lightning wind rain snow fog fire smoke silence "
    "darkness black white blackout flash music song later meanwhile super title insert pov close angle on cut fade we tv "
    "usa us uk fbi cia nasa ok suv atm dna id pov os vo led lcd cd dvd"
)
"""Capitals in action that are heard, seen or technical, and are nobody."""

GARMENTS = {
    **dict.fromkeys(
        "hat cap beanie hood helmet beret fedora bonnet headscarf hijab turban crown tiara sou'wester visor".split(),
        GarmentSlot.HAT,
    ),
    **dict.fromkeys(
        "coat jacket parka raincoat overcoat trenchcoat blazer cloak cape robe anorak oilskin oilskins poncho tuxedo "
        "suit uniform overalls jumpsuit apron labcoat windbreaker hoodie cardigan".split(),
        GarmentSlot.COAT,
    ),
    **dict.fromkeys(
        "shirt t-shirt tshirt blouse sweater jumper pullover vest top tunic turtleneck undershirt sweatshirt jersey".split(),
        GarmentSlot.TOP,
    ),
    **dict.fromkeys("dress gown sundress frock nightgown kimono sari".split(), GarmentSlot.DRESS),
    **dict.fromkeys(
        "trousers pants jeans skirt shorts leggings slacks sweatpants kilt chinos".split(), GarmentSlot.BOTTOM
    ),
    **dict.fromkeys(
        "shoes boots sneakers trainers sandals heels slippers loafers wellingtons wellies".split(), GarmentSlot.SHOES
    ),
    **dict.fromkeys("scarf shawl bandana necktie tie".split(), GarmentSlot.SCARF),
    **dict.fromkeys("glasses spectacles sunglasses goggles shades".split(), GarmentSlot.GLASSES),
}  # fmt: skip
"""Garments to where they are worn."""

PROPS = _table(
    phone="phone smartphone cellphone mobile tablet remote handset",
    walkie="walkie-talkie walkie",
    lantern="lantern lamp",
    torch="flashlight torch",
    candle="candle match lighter",
    envelope="envelope parcel package",
    letter="letter note document paper papers telegram ticket contract receipt folder file list",
    photo="photo photograph picture polaroid postcard snapshot",
    map="map chart blueprint newspaper",
    book="book diary journal notebook ledger logbook bible",
    suitcase="suitcase briefcase toolbox trunk case",
    bag="bag satchel backpack rucksack purse handbag sack basket",
    box="box crate chest casket",
    key="key keys keycard",
    glass="glass tumbler wineglass",
    cup="cup mug teacup coffee tea",
    bottle="bottle flask vial thermos",
    umbrella="umbrella parasol",
    gun="gun pistol revolver rifle shotgun blaster",
    knife="knife dagger sword blade scissors machete",
    hammer="hammer axe mallet hatchet",
    wrench="wrench spanner screwdriver crowbar pliers",
    camera="camera camcorder",
    radio="radio recorder transistor",
    ball="ball orb globe football basketball",
    flower="flower flowers rose bouquet",
    leash="leash",
    rope="rope cable chain hose",
    watch="watch locket medal medallion pendant compass coin necklace ring amulet",
    guitar="guitar violin ukulele",
    laptop="laptop typewriter",
    food="sandwich cake bread pie apple pizza donut doughnut burger",
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

PLACES = _table(
    kitchen="kitchen galley pantry",
    bedroom="bedroom dormitory bunkroom",
    bathroom="bathroom toilet restroom washroom shower",
    living_room="living_room lounge parlor parlour den house home apartment flat trailer cottage cabin",
    office="office study cubicle newsroom headquarters boardroom",
    bar="bar pub tavern saloon nightclub casino",
    restaurant="restaurant diner cafe café canteen cafeteria bistro",
    shop="shop store bakery market supermarket bookshop boutique pawnshop",
    school="school classroom university lecture",
    hospital="hospital clinic ward morgue surgery infirmary",
    church="church chapel cathedral temple crypt",
    lab="lab laboratory workshop garage studio",
    warehouse="warehouse factory hangar depot barn stable boathouse",
    corridor="corridor hallway hall tunnel pipe beam sewer stairwell staircase stairs elevator vent lobby foyer passage",
    cell="cell prison jail dungeon bunker basement cellar vault attic",
    car="car taxi cab van truck limo limousine cockpit",
    train="train subway carriage metro tram bus",
    station="station platform terminal airport",
    boat="boat ship deck ferry yacht submarine wheelhouse",
    lighthouse="lighthouse",
    harbour="harbour harbor pier dock docks quay wharf marina jetty",
    beach="beach shore coast seaside dunes",
    sea="sea ocean lake bay",
    river="river stream creek canal riverbank",
    park="park garden lawn playground orchard yard backyard patio courtyard",
    field="field meadow farm pasture valley hill hillside cemetery graveyard",
    forest="forest woods jungle clearing grove",
    mountain="mountain cliff ridge canyon bluff cave quarry summit",
    desert="desert wasteland",
    roof="roof rooftop balcony terrace",
    road="road highway motorway intersection crossroads freeway bridge",
    street="street alley avenue sidewalk square plaza city town village downtown boulevard lane block suburb",
    space="space spaceship spacecraft moon planet orbit",
    stage="stage theatre theater arena stadium circus",
    gym="gym dojo",
    sky="sky clouds",
)
"""Nouns in headings to the kind of place that is built."""

FEATURES = words(
    "window door table chair desk bed sofa couch lamp clock shelf bookshelf counter stove sink fridge fireplace mirror "
    "painting piano television tv screen computer monitor stairs ladder crane tree trees bench fountain fence gate wall "
    "statue streetlight lamppost car cars truck bus boat boats ship lighthouse bridge tower church house houses "
    "building buildings skyline mountains hills river pond path grass flowers bushes rocks sand waves sign traffic_light "
    "light panel panels pipe pipes spout drain grill barrel barrels crate crates rope nets net bollard bollards pier "
    "jetty tent fire campfire bar stools stool bottles rug carpet curtain curtains beds cage bars altar pew pews "
    "blackboard whiteboard lockers machine machines console generator engine swing slide"
)
"""Things that stand in a place and can be built there."""

SKINS = (
    ("black", "#6b4530"), ("african", "#6b4530"), ("dark-skinned", "#6b4530"), ("asian", "#d9b08c"),
    ("japanese", "#e0b994"), ("chinese", "#e0b994"), ("korean", "#e0b994"), ("indian", "#9c6b48"), ("latina", "#b9835c"),
    ("latino", "#b9835c"), ("hispanic", "#b9835c"), ("mexican", "#b9835c"), ("arab", "#b98a64"), ("olive", "#c2956b"),
    ("tanned", "#c48e62"), ("pale", "#f0d2bd"), ("white", "#e6b99a"), ("caucasian", "#e6b99a"), ("freckled", "#ecc3a4"),
)  # fmt: skip
FIRST_NAMES = {
    **dict.fromkeys(
        "abigail ada alice amanda amy ana angela anna anne annie audrey barbara bella beth carla carmen carol caroline "
        "catherine charlotte chloe claire clara daisy diana elena eliza elizabeth ella ellen emily emma esther eva eve "
        "fiona florence frida grace greta hanna hannah harriet helen ines ingrid irene iris isabel jane janet jenny "
        "jessica joan joanna judith judy julia julie karen kate katherine kathy laura lea lena leila lily linda lisa lola "
        "louise lucy lydia mara margaret maria marie martha mary maya megan mia mila molly nadia nancy natalie nina nora "
        "olga olivia pam paula penny petra rachel rebecca rita rosa rose ruth sally samantha sandra sara sarah sofia "
        "sophia sophie stella sue susan sylvia tess tina vera victoria wendy yuki zoe".split(),
        "female",
    ),
    **dict.fromkeys(
        "aaron adam albert alan andrew anthony arthur ben benjamin bill bob brian bruce carl carlos charles charlie "
        "chris daniel dan dave david dennis diego dominic douglas ed eddie edward elias emil eric ethan felix frank fred "
        "gary george gerald greg hank hans harold harry henrik henry hugo ian isaac ivan jack jacob jake james jason jeff "
        "jim jimmy joe john johnny jonas jonathan jose joseph juan karl keith ken kevin larry leo leon louis lucas luke "
        "marc marcus mario mark martin matt matthew max michael miguel mike nathan neil nick noah oliver oscar otto owen "
        "pablo patrick paul pedro peter phil philip ralph ray richard rick rob robert roger roy rudy ryan sam samuel scott "
        "sean sergio simon stefan steve steven stuart ted theo thomas tim tom tommy tony victor vincent walter will "
        "william zach".split(),
        "male",
    ),
}  # fmt: skip
"""Only for the drafted hair and height of somebody of whom the script says neither."""

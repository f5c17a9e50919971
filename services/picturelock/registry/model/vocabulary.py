"""Word lists, as data: which words of a script mean which people."""

from collections.abc import Mapping
from typing import TypeVar

from picturelock.kernel.nouns import Figure

Kind = TypeVar("Kind")


def words(spelled: str) -> frozenset[str]:
    """A set of the words in `spelled`, so that a long list reads like a text."""
    return frozenset(spelled.split())


def each(rows: Mapping[Kind, str]) -> dict[str, Kind]:
    """Every word of a row to the row's key."""
    return {word: key for key, row in rows.items() for word in row.split()}


OUTDOORS = words(
    "alley avenue beach bridge cemetery cliff coast courtyard desert dock docks driveway field forest garden "
    "harbor harbour highway hill hillside island jungle lake lawn meadow mountain ocean orchard park path "
    "patio pier plaza quay river road roof rooftop sea shore sidewalk sky square street swamp trail valley "
    "village wharf woods yard"
)
"""Places that lie outside when the heading does not say."""

MALE = words(
    "he him his himself man boy male father dad daddy grandfather grandpa brother son husband uncle nephew "
    "guy king prince gentleman lord sir mr bloke lad widower boyfriend waiter actor policeman fireman priest "
    "monk groom"
)
FEMALE = words(
    "she her hers herself woman girl female mother mom mum mommy mummy grandmother grandma sister daughter "
    "wife aunt niece queen princess lady mrs ms miss madam widow girlfriend waitress actress policewoman nun "
    "bride housewife"
)
CHILDREN = words("child kid boy girl toddler baby infant schoolboy schoolgirl daughter son kids children youngster")
PEOPLE = (
    words(
        "person people agent alien analyst anchor announcer artist assassin assistant astronaut attendant "
        "bailiff baker banker barber barista barman bartender beggar boss bouncer boxer busboy butcher butler "
        "buyer captain carpenter cashier chauffeur chef chief clerk clown coach colleague commander cook cop "
        "coroner crewman cyclist dancer dealer deputy detective director diver doctor driver drunk elder "
        "engineer executive farmer figure fighter fisherman foreman friend gangster gardener general ghost "
        "guard guest guide gunman hacker hiker hitman host hostess hunter inspector janitor jogger journalist "
        "judge juror keeper killer knight landlady landlord lawyer lieutenant lover maid mailman manager "
        "mayor mechanic medic messenger miner model mugger musician neighbor neighbour nurse officer operator "
        "orderly owner paramedic partner passenger patient pedestrian photographer pianist pilot pirate "
        "plumber poet policeman porter postman preacher president prisoner producer professor ranger "
        "receptionist reporter robber runner sailor salesman scientist scout secretary sergeant servant "
        "sheriff shopkeeper singer smuggler sniper soldier stranger student surgeon suspect tailor teacher "
        "technician teen teenager teller thief thug tourist trainer tramp vagrant vendor veteran victim "
        "villager waiter warden witch witness wizard worker writer youth adult"
    )
    | MALE
    | FEMALE
    | CHILDREN
) - words("he him his himself she her hers herself male female")
"""Nouns for people: a name in capitals that ends in one is somebody."""

TITLES = words(
    "mr mrs ms miss dr doctor prof professor sir lady lord captain capt officer detective sergeant sgt agent"
)
APART = words(
    "young younger old older teen teenage adult ghost fake evil future past other another second "
    "first third head chief assistant new dead baby mother father son daughter jr sr twin"
)
"""Words that make two people of two cues that are otherwise one name: YOUNG BOB is not BOB."""

FIGURES = each(
    {
        Figure.DOG: (
            "dog puppy pup hound doggy doggie chihuahua terrier poodle labrador bulldog retriever spaniel beagle "
            "collie dachshund wolf fox mutt"
        ),
        Figure.CAT: "cat kitten kitty tomcat tabby",
        Figure.HORSE: "horse pony mare stallion donkey mule cow",
        Figure.BIRD: "bird crow raven parrot pigeon gull seagull owl eagle hawk dove chicken",
        Figure.ROBOT: "robot android droid cyborg automaton",
        Figure.CLOUD: "cloud",
        Figure.UNSEEN: (
            "voice narrator announcer v.o. voiceover radio intercom loudspeaker speaker tannoy pa answerphone "
            "voicemail computer operator dispatcher dispatch chorus"
        ),
    }
)
"""Nouns for those who are no grown person."""

EVERYBODY = words("all both everyone everybody crowd others together voices various group audience mob chorus they")
"""Cues that several speak at once."""

COUNTS = words(
    "two three four five six seven eight nine ten eleven twelve dozen dozens many several some few hundreds "
    "thousands more other various multiple pair couple both all"
)
NOISES = words(
    "alarm applause bam bang bark beep bell blast boom buzz click clang clank clap clatter crack crash creak "
    "ding explosion fwoosh gunshot honk horn howl knock knocks phone ring rings roar rumble scream screams "
    "screech siren slam smash snap splash static thud thunder tick whoosh whistle zap wham lightning wind "
    "rain snow fog fire smoke silence darkness black white blackout flash music song later meanwhile super "
    "title insert pov close angle on cut fade we tv usa us uk fbi cia nasa ok suv atm dna id pov os vo led "
    "lcd cd dvd"
)
"""Capitals in action that are heard, seen or technical, and are nobody."""

SKINS = (
    ("black", "#6b4530"), ("african", "#6b4530"), ("dark-skinned", "#6b4530"), ("asian", "#d9b08c"),
    ("japanese", "#e0b994"), ("chinese", "#e0b994"), ("korean", "#e0b994"), ("indian", "#9c6b48"),
    ("latina", "#b9835c"), ("latino", "#b9835c"), ("hispanic", "#b9835c"), ("mexican", "#b9835c"), ("arab", "#b98a64"),
    ("olive", "#c2956b"), ("tanned", "#c48e62"), ("pale", "#f0d2bd"), ("white", "#e6b99a"), ("caucasian", "#e6b99a"),
    ("freckled", "#ecc3a4"),
)  # fmt: skip
FIRST_NAMES = each(
    {
        "female": (
            "abigail ada alice amanda amy ana angela anna anne annie audrey barbara bella beth carla carmen carol "
            "caroline catherine charlotte chloe claire clara daisy diana elena eliza elizabeth ella ellen emily "
            "emma esther eva eve fiona florence frida grace greta hanna hannah harriet helen ines ingrid irene "
            "iris isabel jane janet jenny jessica joan joanna judith judy julia julie karen kate katherine kathy "
            "laura lea lena leila lily linda lisa lola louise lucy lydia mara margaret maria marie martha mary "
            "maya megan mia mila molly nadia nancy natalie nell nellie nina nora olga olivia pam paula penny "
            "petra rachel rebecca rita rosa rose ruth sally samantha sandra sara sarah sofia sophia sophie stella "
            "sue susan sylvia tess tina vera victoria wendy yuki zoe"
        ),
        "male": (
            "aaron adam albert alan andrew anthony arthur ben benjamin bill bob brian bruce carl carlos charles "
            "charlie chris daniel dan dave david dennis diego dominic douglas ed eddie edward elias emil eric "
            "ethan felix frank fred gary george gerald greg hank hans harold harry henrik henry hugo ian isaac "
            "ivan jack jacob jake james jason jeff jim jimmy joe john johnny jonas jonathan jose joseph juan karl "
            "keith ken kevin larry leo leon louis lucas luke marc marcus mario mark martin matt matthew max "
            "michael miguel mike nathan neil nick noah oliver oscar otto owen pablo patrick paul pedro peter phil "
            "philip ralph ray richard rick rob robert roger roy rudy ryan sam samuel scott sean sergio simon "
            "stefan steve steven stuart ted theo thomas tim tom tommy tony victor vincent walter will william "
            "zach"
        ),
    }
)
"""Only for the drafted hair and height of somebody of whom the script says neither."""

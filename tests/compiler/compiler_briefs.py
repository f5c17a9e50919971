"""Three shots by hand, as the registry would resolve them: two people, a lone prop, an empty place."""

from picturelock.kernel.nouns import (
    Action,
    Angle,
    Brief,
    Build,
    Camera,
    Depth,
    Facing,
    Figure,
    Garment,
    GarmentSlot,
    Gesture,
    Hair,
    Interior,
    Line,
    Look,
    Move,
    Neighbours,
    Physique,
    Place,
    Position,
    Posture,
    Presence,
    Prop,
    Reference,
    ReferenceOf,
    Setting,
    ShotSize,
    Source,
    TimeOfDay,
    Travel,
    Weather,
)

SCRIPT, BIBLE = "lamp.fountain", "bible.yaml"

LANTERN = Prop(
    prop="lantern",
    name="storm lantern",
    words="dented, one pane cracked",
    shape="lantern",
    colour="#b8901e",
    source=Source(file=BIBLE, line=71, entry="props.lantern"),
)
MARA = Presence(
    character="mara",
    name="Mara",
    words="keeper of the light, never hurries",
    physique=Physique(age=34, build=Build.SLIM, height_cm=184, hair=Hair.BRAID, hair_colour="#3b2a20"),
    wardrobe=(
        Garment(slot=GarmentSlot.COAT, colour="#8a1f1f", words="red oilskin coat"),
        Garment(slot=GarmentSlot.TOP, colour="#f3ead2", words="jumper", pattern="stripes"),
        Garment(slot=GarmentSlot.SHOES, colour="#151515", words="boots"),
    ),
    holding=("lantern",),
    wounds=("a graze on the left cheek",),
    position=Position.LEFT,
    depth=Depth.FOREGROUND,
    facing=Facing.RIGHT,
    gesture=Gesture.HOLD_UP,
    source=Source(file=BIBLE, line=12, entry="characters.mara.looks.storm"),
)
TOM = Presence(
    character="tom",
    name="Old Tom",
    physique=Physique(age=71, build=Build.HEAVY, hair=Hair.BALD, beard=True, skin="#5f3b28"),
    wardrobe=(
        Garment(slot=GarmentSlot.HAT, colour="#14203e", words="cap"),
        Garment(slot=GarmentSlot.BOTTOM, colour="#6c6b24"),
    ),
    position=Position.RIGHT,
    facing=Facing.LEFT,
    posture=Posture.SITTING,
    travel=Travel.NONE,
    source=Source(file=BIBLE, line=34, entry="characters.tom.looks.default"),
)
HARBOUR = Place(
    place="harbour",
    name="the old harbour",
    words="a short stone quay below a dead lighthouse",
    kind="harbour",
    features=("crane", "nets", "moored boat"),
    palette=("#31424f", "#a9794a"),
    source=Source(file=BIBLE, line=52, entry="locations.harbour"),
)


NAMES = {"mara": "Mara", "tom": "Old Tom", "harbour": "the old harbour", "lantern": "storm lantern", "storm": "storm"}


def picture_of(
    subject: str, digest: str, of: ReferenceOf = ReferenceOf.CHARACTER, section: str = "characters"
) -> Reference:
    """`digest` is two hex digits, for all of them."""
    source = Source(file=BIBLE, line=13, entry=f"{section}.{subject}.references")
    return Reference(of=of, id=subject, name=NAMES[subject], digest=digest * 32, source=source)


def two_people() -> Brief:
    return Brief(
        project="studio/lamp",
        shot="sc020_sh0030",
        setting=Setting(
            scene="sc020",
            heading="EXT. OLD HARBOUR - NIGHT",
            interior=Interior.EXT,
            time=TimeOfDay.NIGHT,
            weather=Weather.RAIN,
            place=HARBOUR,
            source=Source(file=SCRIPT, line=40),
        ),
        camera=Camera(
            size=ShotSize.MEDIUM_CLOSE,
            angle=Angle.LOW,
            move=Move.PUSH_IN,
            lens_mm=50,
            subject="mara",
            over_shoulder="tom",
        ),
        cast=(MARA, TOM),
        props=(LANTERN,),
        actions=(
            Action(
                text="Mara lifts the lantern until its light\nfinds his face.",
                characters=("mara",),
                start=0,
                frames=40,
                source=Source(file=SCRIPT, line=43),
            ),
            Action(text="He does not blink", characters=("tom",), start=40, frames=20),
        ),
        lines=(
            Line(
                character="mara",
                cue="MARA",
                text="You said the light was dead.",
                parenthetical="(quietly)",
                start=60,
                frames=48,
                source=Source(file=SCRIPT, line=47),
            ),
        ),
        look=Look(
            look="storm",
            words="wet, heavy air",
            palette=("#22303c", "#c98a2b"),
            contrast=1.4,
            saturation=0.7,
            grain=0.3,
            source=Source(file=BIBLE, line=90, entry="looks.storm"),
        ),
        frames=132,
        neighbours=Neighbours(previous="sc020_sh0020", next="sc020_sh0040"),
    )


def lone_prop() -> Brief:
    brief = two_people()
    return brief.model_copy(
        update={
            "shot": "sc020_sh0040",
            "camera": Camera(size=ShotSize.INSERT, lens_mm=85, subject="lantern"),
            "cast": (),
            "actions": (Action(text="The flame gutters.", start=0, frames=48, source=Source(file=SCRIPT, line=50)),),
            "lines": (),
            "frames": 48,
            "look": Look(),
        }
    )


def voice_over_place() -> Brief:
    brief = two_people()
    voice = Presence(character="radio", name="RADIO VOICE", physique=Physique(figure=Figure.UNSEEN))
    line = Line(character="radio", cue="RADIO VOICE", text="Gale warning.", start=10, frames=30, off_screen=True)
    place = Place(place="office", name="Harbour Office", kind="office")
    setting = Setting(
        scene="sc030",
        heading="INT. HARBOUR OFFICE - DAWN",
        interior=Interior.INT,
        time=TimeOfDay.DAWN,
        weather=Weather.STORM,
        place=place,
        source=Source(file=SCRIPT, line=60),
    )
    return brief.model_copy(
        update={
            "shot": "sc030_sh0010",
            "setting": setting,
            "camera": Camera(size=ShotSize.EXTREME_WIDE, lens_mm=18),
            "cast": (voice,),
            "props": (),
            "actions": (),
            "lines": (line,),
            "look": Look(),
            "frames": 72,
        }
    )

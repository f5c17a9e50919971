from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ShotSize(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SHOT_SIZE_UNSPECIFIED: _ClassVar[ShotSize]
    SHOT_SIZE_EXTREME_WIDE: _ClassVar[ShotSize]
    SHOT_SIZE_WIDE: _ClassVar[ShotSize]
    SHOT_SIZE_FULL: _ClassVar[ShotSize]
    SHOT_SIZE_MEDIUM_WIDE: _ClassVar[ShotSize]
    SHOT_SIZE_MEDIUM: _ClassVar[ShotSize]
    SHOT_SIZE_MEDIUM_CLOSE: _ClassVar[ShotSize]
    SHOT_SIZE_CLOSE: _ClassVar[ShotSize]
    SHOT_SIZE_EXTREME_CLOSE: _ClassVar[ShotSize]
    SHOT_SIZE_INSERT: _ClassVar[ShotSize]

class Angle(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ANGLE_UNSPECIFIED: _ClassVar[Angle]
    ANGLE_EYE: _ClassVar[Angle]
    ANGLE_LOW: _ClassVar[Angle]
    ANGLE_HIGH: _ClassVar[Angle]
    ANGLE_OVERHEAD: _ClassVar[Angle]
    ANGLE_DUTCH: _ClassVar[Angle]

class Move(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MOVE_UNSPECIFIED: _ClassVar[Move]
    MOVE_STATIC: _ClassVar[Move]
    MOVE_PUSH_IN: _ClassVar[Move]
    MOVE_PULL_OUT: _ClassVar[Move]
    MOVE_PAN_LEFT: _ClassVar[Move]
    MOVE_PAN_RIGHT: _ClassVar[Move]
    MOVE_TILT_UP: _ClassVar[Move]
    MOVE_TILT_DOWN: _ClassVar[Move]
    MOVE_TRACK_LEFT: _ClassVar[Move]
    MOVE_TRACK_RIGHT: _ClassVar[Move]
    MOVE_CRANE_UP: _ClassVar[Move]
    MOVE_HANDHELD: _ClassVar[Move]

class Interior(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INTERIOR_UNSPECIFIED: _ClassVar[Interior]
    INTERIOR_INT: _ClassVar[Interior]
    INTERIOR_EXT: _ClassVar[Interior]
    INTERIOR_INT_EXT: _ClassVar[Interior]

class TimeOfDay(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIME_OF_DAY_UNSPECIFIED: _ClassVar[TimeOfDay]
    TIME_OF_DAY_DAWN: _ClassVar[TimeOfDay]
    TIME_OF_DAY_MORNING: _ClassVar[TimeOfDay]
    TIME_OF_DAY_DAY: _ClassVar[TimeOfDay]
    TIME_OF_DAY_AFTERNOON: _ClassVar[TimeOfDay]
    TIME_OF_DAY_DUSK: _ClassVar[TimeOfDay]
    TIME_OF_DAY_EVENING: _ClassVar[TimeOfDay]
    TIME_OF_DAY_NIGHT: _ClassVar[TimeOfDay]

class Weather(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WEATHER_UNSPECIFIED: _ClassVar[Weather]
    WEATHER_CLEAR: _ClassVar[Weather]
    WEATHER_CLOUDY: _ClassVar[Weather]
    WEATHER_RAIN: _ClassVar[Weather]
    WEATHER_STORM: _ClassVar[Weather]
    WEATHER_SNOW: _ClassVar[Weather]
    WEATHER_FOG: _ClassVar[Weather]
    WEATHER_WIND: _ClassVar[Weather]

class Figure(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FIGURE_UNSPECIFIED: _ClassVar[Figure]
    FIGURE_PERSON: _ClassVar[Figure]
    FIGURE_CHILD: _ClassVar[Figure]
    FIGURE_DOG: _ClassVar[Figure]
    FIGURE_CAT: _ClassVar[Figure]
    FIGURE_HORSE: _ClassVar[Figure]
    FIGURE_BIRD: _ClassVar[Figure]
    FIGURE_ROBOT: _ClassVar[Figure]
    FIGURE_CLOUD: _ClassVar[Figure]
    FIGURE_UNSEEN: _ClassVar[Figure]

class Build(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BUILD_UNSPECIFIED: _ClassVar[Build]
    BUILD_SLIM: _ClassVar[Build]
    BUILD_AVERAGE: _ClassVar[Build]
    BUILD_BROAD: _ClassVar[Build]
    BUILD_HEAVY: _ClassVar[Build]

class Hair(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    HAIR_UNSPECIFIED: _ClassVar[Hair]
    HAIR_BALD: _ClassVar[Hair]
    HAIR_CROPPED: _ClassVar[Hair]
    HAIR_SHORT: _ClassVar[Hair]
    HAIR_BOB: _ClassVar[Hair]
    HAIR_LONG: _ClassVar[Hair]
    HAIR_CURLY: _ClassVar[Hair]
    HAIR_AFRO: _ClassVar[Hair]
    HAIR_BUN: _ClassVar[Hair]
    HAIR_PONYTAIL: _ClassVar[Hair]
    HAIR_BRAID: _ClassVar[Hair]

class GarmentSlot(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GARMENT_SLOT_UNSPECIFIED: _ClassVar[GarmentSlot]
    GARMENT_SLOT_HAT: _ClassVar[GarmentSlot]
    GARMENT_SLOT_COAT: _ClassVar[GarmentSlot]
    GARMENT_SLOT_TOP: _ClassVar[GarmentSlot]
    GARMENT_SLOT_DRESS: _ClassVar[GarmentSlot]
    GARMENT_SLOT_BOTTOM: _ClassVar[GarmentSlot]
    GARMENT_SLOT_SHOES: _ClassVar[GarmentSlot]
    GARMENT_SLOT_SCARF: _ClassVar[GarmentSlot]
    GARMENT_SLOT_GLASSES: _ClassVar[GarmentSlot]

class Position(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    POSITION_UNSPECIFIED: _ClassVar[Position]
    POSITION_FAR_LEFT: _ClassVar[Position]
    POSITION_LEFT: _ClassVar[Position]
    POSITION_CENTRE: _ClassVar[Position]
    POSITION_RIGHT: _ClassVar[Position]
    POSITION_FAR_RIGHT: _ClassVar[Position]

class Depth(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DEPTH_UNSPECIFIED: _ClassVar[Depth]
    DEPTH_FOREGROUND: _ClassVar[Depth]
    DEPTH_MIDGROUND: _ClassVar[Depth]
    DEPTH_BACKGROUND: _ClassVar[Depth]

class Facing(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FACING_UNSPECIFIED: _ClassVar[Facing]
    FACING_LEFT: _ClassVar[Facing]
    FACING_RIGHT: _ClassVar[Facing]
    FACING_CAMERA: _ClassVar[Facing]
    FACING_AWAY: _ClassVar[Facing]

class Posture(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    POSTURE_UNSPECIFIED: _ClassVar[Posture]
    POSTURE_STANDING: _ClassVar[Posture]
    POSTURE_SITTING: _ClassVar[Posture]
    POSTURE_KNEELING: _ClassVar[Posture]
    POSTURE_LYING: _ClassVar[Posture]

class Gesture(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GESTURE_UNSPECIFIED: _ClassVar[Gesture]
    GESTURE_NONE: _ClassVar[Gesture]
    GESTURE_POINT: _ClassVar[Gesture]
    GESTURE_REACH: _ClassVar[Gesture]
    GESTURE_WAVE: _ClassVar[Gesture]
    GESTURE_HOLD_UP: _ClassVar[Gesture]
    GESTURE_NOD: _ClassVar[Gesture]
    GESTURE_SHAKE_HEAD: _ClassVar[Gesture]
    GESTURE_LOOK_UP: _ClassVar[Gesture]
    GESTURE_LOOK_DOWN: _ClassVar[Gesture]
    GESTURE_LAUGH: _ClassVar[Gesture]
    GESTURE_WORK: _ClassVar[Gesture]

class Travel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRAVEL_UNSPECIFIED: _ClassVar[Travel]
    TRAVEL_NONE: _ClassVar[Travel]
    TRAVEL_ENTER_LEFT: _ClassVar[Travel]
    TRAVEL_ENTER_RIGHT: _ClassVar[Travel]
    TRAVEL_EXIT_LEFT: _ClassVar[Travel]
    TRAVEL_EXIT_RIGHT: _ClassVar[Travel]
    TRAVEL_CROSS_LEFT: _ClassVar[Travel]
    TRAVEL_CROSS_RIGHT: _ClassVar[Travel]
    TRAVEL_APPROACH: _ClassVar[Travel]
    TRAVEL_RECEDE: _ClassVar[Travel]

class ReferenceOf(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REFERENCE_OF_UNSPECIFIED: _ClassVar[ReferenceOf]
    REFERENCE_OF_CHARACTER: _ClassVar[ReferenceOf]
    REFERENCE_OF_PLACE: _ClassVar[ReferenceOf]
    REFERENCE_OF_PROP: _ClassVar[ReferenceOf]
    REFERENCE_OF_LOOK: _ClassVar[ReferenceOf]

class Transition(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRANSITION_UNSPECIFIED: _ClassVar[Transition]
    TRANSITION_CUT: _ClassVar[Transition]
    TRANSITION_FADE: _ClassVar[Transition]
    TRANSITION_DISSOLVE: _ClassVar[Transition]
SHOT_SIZE_UNSPECIFIED: ShotSize
SHOT_SIZE_EXTREME_WIDE: ShotSize
SHOT_SIZE_WIDE: ShotSize
SHOT_SIZE_FULL: ShotSize
SHOT_SIZE_MEDIUM_WIDE: ShotSize
SHOT_SIZE_MEDIUM: ShotSize
SHOT_SIZE_MEDIUM_CLOSE: ShotSize
SHOT_SIZE_CLOSE: ShotSize
SHOT_SIZE_EXTREME_CLOSE: ShotSize
SHOT_SIZE_INSERT: ShotSize
ANGLE_UNSPECIFIED: Angle
ANGLE_EYE: Angle
ANGLE_LOW: Angle
ANGLE_HIGH: Angle
ANGLE_OVERHEAD: Angle
ANGLE_DUTCH: Angle
MOVE_UNSPECIFIED: Move
MOVE_STATIC: Move
MOVE_PUSH_IN: Move
MOVE_PULL_OUT: Move
MOVE_PAN_LEFT: Move
MOVE_PAN_RIGHT: Move
MOVE_TILT_UP: Move
MOVE_TILT_DOWN: Move
MOVE_TRACK_LEFT: Move
MOVE_TRACK_RIGHT: Move
MOVE_CRANE_UP: Move
MOVE_HANDHELD: Move
INTERIOR_UNSPECIFIED: Interior
INTERIOR_INT: Interior
INTERIOR_EXT: Interior
INTERIOR_INT_EXT: Interior
TIME_OF_DAY_UNSPECIFIED: TimeOfDay
TIME_OF_DAY_DAWN: TimeOfDay
TIME_OF_DAY_MORNING: TimeOfDay
TIME_OF_DAY_DAY: TimeOfDay
TIME_OF_DAY_AFTERNOON: TimeOfDay
TIME_OF_DAY_DUSK: TimeOfDay
TIME_OF_DAY_EVENING: TimeOfDay
TIME_OF_DAY_NIGHT: TimeOfDay
WEATHER_UNSPECIFIED: Weather
WEATHER_CLEAR: Weather
WEATHER_CLOUDY: Weather
WEATHER_RAIN: Weather
WEATHER_STORM: Weather
WEATHER_SNOW: Weather
WEATHER_FOG: Weather
WEATHER_WIND: Weather
FIGURE_UNSPECIFIED: Figure
FIGURE_PERSON: Figure
FIGURE_CHILD: Figure
FIGURE_DOG: Figure
FIGURE_CAT: Figure
FIGURE_HORSE: Figure
FIGURE_BIRD: Figure
FIGURE_ROBOT: Figure
FIGURE_CLOUD: Figure
FIGURE_UNSEEN: Figure
BUILD_UNSPECIFIED: Build
BUILD_SLIM: Build
BUILD_AVERAGE: Build
BUILD_BROAD: Build
BUILD_HEAVY: Build
HAIR_UNSPECIFIED: Hair
HAIR_BALD: Hair
HAIR_CROPPED: Hair
HAIR_SHORT: Hair
HAIR_BOB: Hair
HAIR_LONG: Hair
HAIR_CURLY: Hair
HAIR_AFRO: Hair
HAIR_BUN: Hair
HAIR_PONYTAIL: Hair
HAIR_BRAID: Hair
GARMENT_SLOT_UNSPECIFIED: GarmentSlot
GARMENT_SLOT_HAT: GarmentSlot
GARMENT_SLOT_COAT: GarmentSlot
GARMENT_SLOT_TOP: GarmentSlot
GARMENT_SLOT_DRESS: GarmentSlot
GARMENT_SLOT_BOTTOM: GarmentSlot
GARMENT_SLOT_SHOES: GarmentSlot
GARMENT_SLOT_SCARF: GarmentSlot
GARMENT_SLOT_GLASSES: GarmentSlot
POSITION_UNSPECIFIED: Position
POSITION_FAR_LEFT: Position
POSITION_LEFT: Position
POSITION_CENTRE: Position
POSITION_RIGHT: Position
POSITION_FAR_RIGHT: Position
DEPTH_UNSPECIFIED: Depth
DEPTH_FOREGROUND: Depth
DEPTH_MIDGROUND: Depth
DEPTH_BACKGROUND: Depth
FACING_UNSPECIFIED: Facing
FACING_LEFT: Facing
FACING_RIGHT: Facing
FACING_CAMERA: Facing
FACING_AWAY: Facing
POSTURE_UNSPECIFIED: Posture
POSTURE_STANDING: Posture
POSTURE_SITTING: Posture
POSTURE_KNEELING: Posture
POSTURE_LYING: Posture
GESTURE_UNSPECIFIED: Gesture
GESTURE_NONE: Gesture
GESTURE_POINT: Gesture
GESTURE_REACH: Gesture
GESTURE_WAVE: Gesture
GESTURE_HOLD_UP: Gesture
GESTURE_NOD: Gesture
GESTURE_SHAKE_HEAD: Gesture
GESTURE_LOOK_UP: Gesture
GESTURE_LOOK_DOWN: Gesture
GESTURE_LAUGH: Gesture
GESTURE_WORK: Gesture
TRAVEL_UNSPECIFIED: Travel
TRAVEL_NONE: Travel
TRAVEL_ENTER_LEFT: Travel
TRAVEL_ENTER_RIGHT: Travel
TRAVEL_EXIT_LEFT: Travel
TRAVEL_EXIT_RIGHT: Travel
TRAVEL_CROSS_LEFT: Travel
TRAVEL_CROSS_RIGHT: Travel
TRAVEL_APPROACH: Travel
TRAVEL_RECEDE: Travel
REFERENCE_OF_UNSPECIFIED: ReferenceOf
REFERENCE_OF_CHARACTER: ReferenceOf
REFERENCE_OF_PLACE: ReferenceOf
REFERENCE_OF_PROP: ReferenceOf
REFERENCE_OF_LOOK: ReferenceOf
TRANSITION_UNSPECIFIED: Transition
TRANSITION_CUT: Transition
TRANSITION_FADE: Transition
TRANSITION_DISSOLVE: Transition

class Rate(_message.Message):
    __slots__ = ("numerator", "denominator")
    NUMERATOR_FIELD_NUMBER: _ClassVar[int]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    numerator: int
    denominator: int
    def __init__(self, numerator: _Optional[int] = ..., denominator: _Optional[int] = ...) -> None: ...

class Source(_message.Message):
    __slots__ = ("file", "line", "entry")
    FILE_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    ENTRY_FIELD_NUMBER: _ClassVar[int]
    file: str
    line: int
    entry: str
    def __init__(self, file: _Optional[str] = ..., line: _Optional[int] = ..., entry: _Optional[str] = ...) -> None: ...

class Physique(_message.Message):
    __slots__ = ("figure", "age", "build", "height_cm", "skin", "hair", "hair_colour", "beard", "eyes")
    FIGURE_FIELD_NUMBER: _ClassVar[int]
    AGE_FIELD_NUMBER: _ClassVar[int]
    BUILD_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_CM_FIELD_NUMBER: _ClassVar[int]
    SKIN_FIELD_NUMBER: _ClassVar[int]
    HAIR_FIELD_NUMBER: _ClassVar[int]
    HAIR_COLOUR_FIELD_NUMBER: _ClassVar[int]
    BEARD_FIELD_NUMBER: _ClassVar[int]
    EYES_FIELD_NUMBER: _ClassVar[int]
    figure: Figure
    age: int
    build: Build
    height_cm: int
    skin: str
    hair: Hair
    hair_colour: str
    beard: bool
    eyes: str
    def __init__(self, figure: _Optional[_Union[Figure, str]] = ..., age: _Optional[int] = ..., build: _Optional[_Union[Build, str]] = ..., height_cm: _Optional[int] = ..., skin: _Optional[str] = ..., hair: _Optional[_Union[Hair, str]] = ..., hair_colour: _Optional[str] = ..., beard: _Optional[bool] = ..., eyes: _Optional[str] = ...) -> None: ...

class Garment(_message.Message):
    __slots__ = ("slot", "colour", "words", "pattern", "source")
    SLOT_FIELD_NUMBER: _ClassVar[int]
    COLOUR_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    PATTERN_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    slot: GarmentSlot
    colour: str
    words: str
    pattern: str
    source: Source
    def __init__(self, slot: _Optional[_Union[GarmentSlot, str]] = ..., colour: _Optional[str] = ..., words: _Optional[str] = ..., pattern: _Optional[str] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Presence(_message.Message):
    __slots__ = ("character", "name", "words", "physique", "wardrobe", "holding", "wounds", "position", "depth", "facing", "posture", "gesture", "travel", "source")
    CHARACTER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    PHYSIQUE_FIELD_NUMBER: _ClassVar[int]
    WARDROBE_FIELD_NUMBER: _ClassVar[int]
    HOLDING_FIELD_NUMBER: _ClassVar[int]
    WOUNDS_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    FACING_FIELD_NUMBER: _ClassVar[int]
    POSTURE_FIELD_NUMBER: _ClassVar[int]
    GESTURE_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    character: str
    name: str
    words: str
    physique: Physique
    wardrobe: _containers.RepeatedCompositeFieldContainer[Garment]
    holding: _containers.RepeatedScalarFieldContainer[str]
    wounds: _containers.RepeatedScalarFieldContainer[str]
    position: Position
    depth: Depth
    facing: Facing
    posture: Posture
    gesture: Gesture
    travel: Travel
    source: Source
    def __init__(self, character: _Optional[str] = ..., name: _Optional[str] = ..., words: _Optional[str] = ..., physique: _Optional[_Union[Physique, _Mapping]] = ..., wardrobe: _Optional[_Iterable[_Union[Garment, _Mapping]]] = ..., holding: _Optional[_Iterable[str]] = ..., wounds: _Optional[_Iterable[str]] = ..., position: _Optional[_Union[Position, str]] = ..., depth: _Optional[_Union[Depth, str]] = ..., facing: _Optional[_Union[Facing, str]] = ..., posture: _Optional[_Union[Posture, str]] = ..., gesture: _Optional[_Union[Gesture, str]] = ..., travel: _Optional[_Union[Travel, str]] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Prop(_message.Message):
    __slots__ = ("prop", "name", "words", "shape", "colour", "source")
    PROP_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    SHAPE_FIELD_NUMBER: _ClassVar[int]
    COLOUR_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    prop: str
    name: str
    words: str
    shape: str
    colour: str
    source: Source
    def __init__(self, prop: _Optional[str] = ..., name: _Optional[str] = ..., words: _Optional[str] = ..., shape: _Optional[str] = ..., colour: _Optional[str] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Place(_message.Message):
    __slots__ = ("place", "name", "words", "kind", "features", "palette", "source")
    PLACE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    FEATURES_FIELD_NUMBER: _ClassVar[int]
    PALETTE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    place: str
    name: str
    words: str
    kind: str
    features: _containers.RepeatedScalarFieldContainer[str]
    palette: _containers.RepeatedScalarFieldContainer[str]
    source: Source
    def __init__(self, place: _Optional[str] = ..., name: _Optional[str] = ..., words: _Optional[str] = ..., kind: _Optional[str] = ..., features: _Optional[_Iterable[str]] = ..., palette: _Optional[_Iterable[str]] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Setting(_message.Message):
    __slots__ = ("scene", "heading", "interior", "time", "weather", "place", "source")
    SCENE_FIELD_NUMBER: _ClassVar[int]
    HEADING_FIELD_NUMBER: _ClassVar[int]
    INTERIOR_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    WEATHER_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    scene: str
    heading: str
    interior: Interior
    time: TimeOfDay
    weather: Weather
    place: Place
    source: Source
    def __init__(self, scene: _Optional[str] = ..., heading: _Optional[str] = ..., interior: _Optional[_Union[Interior, str]] = ..., time: _Optional[_Union[TimeOfDay, str]] = ..., weather: _Optional[_Union[Weather, str]] = ..., place: _Optional[_Union[Place, _Mapping]] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Line(_message.Message):
    __slots__ = ("character", "cue", "text", "parenthetical", "start", "frames", "off_screen", "source", "speaker")
    CHARACTER_FIELD_NUMBER: _ClassVar[int]
    CUE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PARENTHETICAL_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    OFF_SCREEN_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    character: str
    cue: str
    text: str
    parenthetical: str
    start: int
    frames: int
    off_screen: bool
    source: Source
    speaker: Presence
    def __init__(self, character: _Optional[str] = ..., cue: _Optional[str] = ..., text: _Optional[str] = ..., parenthetical: _Optional[str] = ..., start: _Optional[int] = ..., frames: _Optional[int] = ..., off_screen: _Optional[bool] = ..., source: _Optional[_Union[Source, _Mapping]] = ..., speaker: _Optional[_Union[Presence, _Mapping]] = ...) -> None: ...

class Action(_message.Message):
    __slots__ = ("text", "characters", "start", "frames", "source")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    CHARACTERS_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    text: str
    characters: _containers.RepeatedScalarFieldContainer[str]
    start: int
    frames: int
    source: Source
    def __init__(self, text: _Optional[str] = ..., characters: _Optional[_Iterable[str]] = ..., start: _Optional[int] = ..., frames: _Optional[int] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Camera(_message.Message):
    __slots__ = ("size", "angle", "move", "lens_mm", "subject", "over_shoulder")
    SIZE_FIELD_NUMBER: _ClassVar[int]
    ANGLE_FIELD_NUMBER: _ClassVar[int]
    MOVE_FIELD_NUMBER: _ClassVar[int]
    LENS_MM_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    OVER_SHOULDER_FIELD_NUMBER: _ClassVar[int]
    size: ShotSize
    angle: Angle
    move: Move
    lens_mm: int
    subject: str
    over_shoulder: str
    def __init__(self, size: _Optional[_Union[ShotSize, str]] = ..., angle: _Optional[_Union[Angle, str]] = ..., move: _Optional[_Union[Move, str]] = ..., lens_mm: _Optional[int] = ..., subject: _Optional[str] = ..., over_shoulder: _Optional[str] = ...) -> None: ...

class Look(_message.Message):
    __slots__ = ("look", "words", "palette", "contrast", "saturation", "grain", "source")
    LOOK_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    PALETTE_FIELD_NUMBER: _ClassVar[int]
    CONTRAST_FIELD_NUMBER: _ClassVar[int]
    SATURATION_FIELD_NUMBER: _ClassVar[int]
    GRAIN_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    look: str
    words: str
    palette: _containers.RepeatedScalarFieldContainer[str]
    contrast: float
    saturation: float
    grain: float
    source: Source
    def __init__(self, look: _Optional[str] = ..., words: _Optional[str] = ..., palette: _Optional[_Iterable[str]] = ..., contrast: _Optional[float] = ..., saturation: _Optional[float] = ..., grain: _Optional[float] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Reference(_message.Message):
    __slots__ = ("of", "id", "name", "digest", "source")
    OF_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    of: ReferenceOf
    id: str
    name: str
    digest: str
    source: Source
    def __init__(self, of: _Optional[_Union[ReferenceOf, str]] = ..., id: _Optional[str] = ..., name: _Optional[str] = ..., digest: _Optional[str] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class FirstFrame(_message.Message):
    __slots__ = ("digest", "source")
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    digest: str
    source: Source
    def __init__(self, digest: _Optional[str] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Neighbours(_message.Message):
    __slots__ = ("previous", "next")
    PREVIOUS_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    previous: str
    next: str
    def __init__(self, previous: _Optional[str] = ..., next: _Optional[str] = ...) -> None: ...

class Brief(_message.Message):
    __slots__ = ("project", "shot", "setting", "camera", "cast", "props", "actions", "lines", "look", "frames", "rate", "width", "height", "neighbours", "references", "first_frame")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SHOT_FIELD_NUMBER: _ClassVar[int]
    SETTING_FIELD_NUMBER: _ClassVar[int]
    CAMERA_FIELD_NUMBER: _ClassVar[int]
    CAST_FIELD_NUMBER: _ClassVar[int]
    PROPS_FIELD_NUMBER: _ClassVar[int]
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    NEIGHBOURS_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    FIRST_FRAME_FIELD_NUMBER: _ClassVar[int]
    project: str
    shot: str
    setting: Setting
    camera: Camera
    cast: _containers.RepeatedCompositeFieldContainer[Presence]
    props: _containers.RepeatedCompositeFieldContainer[Prop]
    actions: _containers.RepeatedCompositeFieldContainer[Action]
    lines: _containers.RepeatedCompositeFieldContainer[Line]
    look: Look
    frames: int
    rate: Rate
    width: int
    height: int
    neighbours: Neighbours
    references: _containers.RepeatedCompositeFieldContainer[Reference]
    first_frame: FirstFrame
    def __init__(self, project: _Optional[str] = ..., shot: _Optional[str] = ..., setting: _Optional[_Union[Setting, _Mapping]] = ..., camera: _Optional[_Union[Camera, _Mapping]] = ..., cast: _Optional[_Iterable[_Union[Presence, _Mapping]]] = ..., props: _Optional[_Iterable[_Union[Prop, _Mapping]]] = ..., actions: _Optional[_Iterable[_Union[Action, _Mapping]]] = ..., lines: _Optional[_Iterable[_Union[Line, _Mapping]]] = ..., look: _Optional[_Union[Look, _Mapping]] = ..., frames: _Optional[int] = ..., rate: _Optional[_Union[Rate, _Mapping]] = ..., width: _Optional[int] = ..., height: _Optional[int] = ..., neighbours: _Optional[_Union[Neighbours, _Mapping]] = ..., references: _Optional[_Iterable[_Union[Reference, _Mapping]]] = ..., first_frame: _Optional[_Union[FirstFrame, _Mapping]] = ...) -> None: ...

class ListedShot(_message.Message):
    __slots__ = ("shot", "brief_digest", "frames", "opens", "closes")
    SHOT_FIELD_NUMBER: _ClassVar[int]
    BRIEF_DIGEST_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    OPENS_FIELD_NUMBER: _ClassVar[int]
    CLOSES_FIELD_NUMBER: _ClassVar[int]
    shot: str
    brief_digest: str
    frames: int
    opens: Transition
    closes: Transition
    def __init__(self, shot: _Optional[str] = ..., brief_digest: _Optional[str] = ..., frames: _Optional[int] = ..., opens: _Optional[_Union[Transition, str]] = ..., closes: _Optional[_Union[Transition, str]] = ...) -> None: ...

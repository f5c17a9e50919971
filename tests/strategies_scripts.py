"""Small films made at random: scenes of action and talk as values that can be edited and written as Fountain."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from picturelock.registry.model.bible import Bible
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.screenplay import Screenplay

WHO = ("MARA", "JONAS", "OTTO")
WORDS = ("harbour", "light", "boat", "night", "water", "letter", "answer", "morning", "grey", "never", "fuse", "gull")

BIBLE = Bible.model_validate(
    {
        "characters": {
            "mara": {"looks": {"default": {"coat": "red wool coat"}, "storm": {"coat": "yellow oilskin"}}},
            "jonas": {"looks": {"default": {"top": "#2f7d3c"}}},
            "otto": {"looks": {"default": {"top": "navy"}}},
        },
        "locations": {"pier": {"kind": "harbour"}, "kitchen": {"kind": "kitchen"}, "street": "a steep street"},
        "props": {"lantern": {"owner": "mara", "colour": "brass", "shape": "lantern"}},
    }
)


@dataclass(frozen=True)
class Moment:
    """A line when somebody says it, otherwise action."""

    text: str
    who: str = ""

    @property
    def fountain(self) -> str:
        return f"{self.who}\n{self.text}\n" if self.who else f"{self.text}\n"


@dataclass(frozen=True)
class Sketch:
    heading: str
    moments: tuple[Moment, ...]

    @property
    def fountain(self) -> str:
        return "\n".join((f"{self.heading}\n", *(moment.fountain for moment in self.moments)))


def read_film(film: tuple[Sketch, ...]) -> Screenplay:
    return read_script("\n".join(sketch.fountain for sketch in film).encode(), "film.fountain")


def sentences(most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=most).map(lambda w: " ".join(w).capitalize() + ".")


def lines() -> st.SearchStrategy[Moment]:
    return st.builds(Moment, text=sentences(14), who=st.sampled_from(WHO))


def actions() -> st.SearchStrategy[Moment]:
    start = st.sampled_from([*(f"{who.title()} sees" for who in WHO), "Mara and Otto see", "There is"])
    return st.builds(lambda begin, rest: Moment(f"{begin} {rest.lower()}"), start, sentences(10))


def moments() -> st.SearchStrategy[Moment]:
    return st.one_of(lines(), lines(), actions())


def scenes() -> st.SearchStrategy[Sketch]:
    headings = st.builds(
        "{} - {}".format, st.sampled_from(["EXT. PIER", "INT. KITCHEN", "EXT. STREET"]), st.just("DAY")
    )
    return st.builds(Sketch, headings, st.lists(moments(), max_size=9).map(tuple))


def films() -> st.SearchStrategy[tuple[Sketch, ...]]:
    return st.lists(scenes(), min_size=1, max_size=5).map(tuple)


@st.composite
def edited(draw: st.DrawFn, film: tuple[Sketch, ...]) -> tuple[Sketch, ...]:
    """The film after one edit: of a scene, or of a moment in one."""
    at = draw(st.integers(0, len(film) - 1))
    kind = draw(st.sampled_from(["insert", "delete", "move", "within", "within", "within"]))
    rest = film[:at] + film[at + 1 :]
    if kind == "insert":
        return (*film[:at], draw(scenes()), *film[at:])
    if kind == "delete" and rest:
        return rest
    if kind == "move" and rest:
        to = draw(st.integers(0, len(rest)))
        return (*rest[:to], film[at], *rest[to:])
    return (*film[:at], replace(film[at], moments=draw(rearranged(film[at].moments))), *film[at + 1 :])


@st.composite
def rearranged(draw: st.DrawFn, before: tuple[Moment, ...]) -> tuple[Moment, ...]:
    at = draw(st.integers(0, len(before)))
    kind = draw(st.sampled_from(["insert", "delete", "reword"]))
    if kind == "insert" or at == len(before):
        return (*before[:at], draw(moments()), *before[at:])
    if kind == "delete":
        return before[:at] + before[at + 1 :]
    return (*before[:at], replace(before[at], text=draw(sentences(14))), *before[at + 1 :])

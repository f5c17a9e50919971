"""A shot small enough to be made at once, for contracts that need one."""

from picturelock.compiler.adapters import TargetsHere
from picturelock.compiler.model import compile_for
from picturelock.kernel.codec import encode
from picturelock.kernel.nouns import (
    Action,
    Brief,
    Camera,
    Garment,
    GarmentSlot,
    Interior,
    Line,
    Place,
    Presence,
    Prompt,
    Setting,
    ShotSize,
    TimeOfDay,
)
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage

PROJECT = "studio/lamp"


def small_brief(shot: str = "sc010_sh0010", words: str = "Mara waits.", project: str = PROJECT) -> Brief:
    """One person in one coat, twelve frames of 160x90, with a line to say."""
    return Brief(
        project=project,
        shot=shot,
        setting=Setting(
            scene=shot.partition("_")[0],
            heading="EXT. QUAY - DAY",
            interior=Interior.EXT,
            time=TimeOfDay.DAY,
            place=Place(place="quay", name="quay"),
        ),
        camera=Camera(size=ShotSize.MEDIUM, subject="mara"),
        cast=(
            Presence(
                character="mara",
                name="Mara",
                wardrobe=(Garment(slot=GarmentSlot.COAT, colour="#a02020", words="coat"),),
            ),
        ),
        actions=(Action(text=words, characters=("mara",), start=0, frames=12),),
        lines=(Line(character="mara", cue="MARA", text="Now.", start=2, frames=8),),
        frames=12,
        width=160,
        height=90,
    )


def small_prompt(engine: str = "previz", shot: str = "sc010_sh0010", revision: int = 0) -> Prompt:
    """As every prompt for the engine is compiled. Fails with the reasons when there is none."""
    compiled = compile_for(engine, small_brief(shot), revision=revision, targets=TargetsHere())
    whys = "; ".join(f"{each.code} {each.message}" for each in compiled.diagnostics)
    assert compiled.prompt is not None, f"{engine}: no prompt can be compiled of a small shot: {whys}"
    return compiled.prompt


def compiled(
    shot: str = "sc010_sh0010",
    *,
    project: str = PROJECT,
    number: int = 1,
    revision: int = 0,
    words: str = "Mara waits.",
    references: tuple[str, ...] = (),
    first_frame: str = "",
) -> PromptCompiled:
    """The event that puts a take into the queue. `references` and `first_frame` are digests of pictures."""
    brief = small_brief(shot, words, project)
    prompt = compile_for("previz", brief, revision=revision).prompt
    assert prompt is not None
    prompt = prompt.model_copy(update={"references": references, "first_frame": first_frame})
    return PromptCompiled(
        shot_key=f"{project}/{shot}",
        brief=encode(brief, BriefMessage),
        revision=revision,
        take_number=number,
        prompt=encode(prompt, PromptMessage),
        prompt_digest=prompt.digest,
    )

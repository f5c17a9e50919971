"""Compiles a brief for a target. The same brief, target, revision and notes make the same prompt, always."""

from collections.abc import Mapping, Sequence
from math import gcd

from picturelock.compiler.model.checks import check
from picturelock.compiler.model.diagnostics import found
from picturelock.compiler.model.fit import Extent, asked_of, fit
from picturelock.compiler.model.order import Order, Speak
from picturelock.compiler.model.previz import speak_previz
from picturelock.compiler.model.prose import speak_prose
from picturelock.compiler.model.seed import seed_of
from picturelock.compiler.model.showing import showing, shown_to
from picturelock.compiler.model.speech import speak_speech
from picturelock.compiler.model.target import Dialect, Target
from picturelock.compiler.model.targets import TARGETS, no_such_engine
from picturelock.kernel.nouns import Brief, Diagnostic, Noun, Prompt, Severity
from picturelock.media.delivery import directed

DIALECTS: dict[Dialect, Speak] = {
    Dialect.PREVIZ: speak_previz, Dialect.PROSE: speak_prose, Dialect.SPEECH: speak_speech,
}  # fmt: skip


class Compiled(Noun):
    """A prompt, or the errors why there is none; warnings come with both."""

    prompt: Prompt | None
    diagnostics: tuple[Diagnostic, ...]
    asked: Extent
    made: Extent | None
    """What the engine will deliver; None when it can't be made long enough."""


def compile_brief(
    brief: Brief,
    target: Target,
    *,
    revision: int,
    notes: Sequence[str] = (),
) -> Compiled:
    """`notes` say what was wrong with the take before."""
    shown, left_out = shown_to(target, brief)
    target = showing(target, shown.references)
    made, differences = fit(brief, target)
    diagnostics = [*check(brief, target), *differences, *left_out]
    prompt = None
    if made and not _refuses(diagnostics):
        seed = seed_of(brief.project, brief.shot, shown.digest, revision)
        order = Order(shown, target, made, seed, _distinct(notes))
        draft = DIALECTS[target.dialect](order)
        diagnostics += draft.diagnostics
        if not _refuses(diagnostics):
            prompt = Prompt(
                shot=brief.shot,
                brief_digest=brief.digest,
                engine=target.name,
                text=draft.text,
                negative=draft.negative,
                parameters=_parameters(target, made, brief),
                width=made.width,
                height=made.height,
                frames=made.frames,
                rate=made.rate,
                timed_by_engine=not target.timed,
                seed=seed,
                references=tuple(each.digest for each in shown.references),
                first_frame=shown.first_frame.digest if shown.first_frame else "",
                pieces=draft.pieces,
                diagnostics=tuple(diagnostics),
            )
    return Compiled(prompt=prompt, diagnostics=tuple(diagnostics), asked=asked_of(brief), made=made)


def compile_for(
    engine: str, brief: Brief, *, revision: int, notes: Sequence[str] = (), targets: Mapping[str, Target] = TARGETS
) -> Compiled:
    """`compile_brief` for the engine of that name; a name that nobody knows refuses the brief, as every error does."""
    if (target := targets.get(engine)) is not None:
        return compile_brief(brief, target, revision=revision, notes=notes)
    unknown = found("E007", brief.shot, no_such_engine(engine, targets))
    return Compiled(prompt=None, diagnostics=(unknown,), asked=asked_of(brief), made=None)


def _refuses(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def _distinct(notes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said for note in notes if (said := " ".join(note.split()))))


def _parameters(target: Target, made: Extent, brief: Brief) -> dict[str, str]:
    most, short = gcd(made.width, made.height), min(made.width, made.height)
    measures = {
        "model": target.model,
        "ratio": f"{made.width // most}:{made.height // most}",
        "resolution": target.resolutions.get(short, f"{short}p"),
        "width": made.width,
        "height": made.height,
        "frames": made.frames,
        "fps": f"{float(made.rate.fps):.6g}",
        "seconds": -(-made.frames // made.rate.fps),
        "characters": sum(len(directed(line)) for line in brief.lines),
    }
    return {name: said.format_map(measures) for name, said in target.parameters.items()}

"""Compiles a still: one subject of the bible, for an engine that makes pictures.

The same brief and target make the same prompt, always: who asks for it again is given the picture that is stored.
"""

from math import gcd

from picturelock.compiler.model.compile import Compiled
from picturelock.compiler.model.diagnostics import found
from picturelock.compiler.model.fit import Extent, asked_of
from picturelock.compiler.model.prose import left_out, still_sentences
from picturelock.compiler.model.seed import seed_of
from picturelock.compiler.model.sentences import fit_sentences
from picturelock.compiler.model.target import StillTarget
from picturelock.kernel.nouns import Brief, Prompt, StillName


def compile_still(brief: Brief, target: StillTarget) -> Compiled:
    """`brief` shows the subject alone, for one frame. Raises ValueError for one that bears no still's name."""
    name = StillName.read(brief.shot)
    if name is None:
        raise ValueError(f"{brief.shot}: is no still's name")
    width, height = target.sizes.fit(brief.width, brief.height)
    made = Extent(width=width, height=height, frames=1, rate=brief.rate)
    fitted = fit_sentences(list(still_sentences(brief, name.of)), target.counting.length, target.most_characters)
    diagnostics = tuple(left_out("W010", brief.shot, fitted))
    if not fitted.fits:
        reason = f"its name alone is too long, engine '{target.name}' reads {target.most_characters} characters"
        too_long = found("E005", brief.shot, f"{reason}; shorten it")
        return Compiled(prompt=None, diagnostics=(*diagnostics, too_long), asked=asked_of(brief), made=made)
    seed = seed_of(brief.project, brief.shot, brief.digest, 0)
    prompt = Prompt(
        shot=brief.shot, brief_digest=brief.digest, engine=target.name, text=fitted.text,
        parameters=_parameters(target, made, seed), width=width, height=height, frames=1, rate=brief.rate, seed=seed,
        pieces=fitted.pieces, diagnostics=diagnostics,
    )  # fmt: skip
    return Compiled(prompt=prompt, diagnostics=diagnostics, asked=asked_of(brief), made=made)


def _parameters(target: StillTarget, made: Extent, seed: int) -> dict[str, str]:
    most = gcd(made.width, made.height)
    measures = {
        "model": target.model, "width": made.width, "height": made.height, "seed": seed,
        "ratio": f"{made.width // most}:{made.height // most}",
    }  # fmt: skip
    return {name: said.format_map(measures) for name, said in target.parameters.items()}

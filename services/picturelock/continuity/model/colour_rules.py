"""Wardrobe and props against the bible's colours."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from picturelock.continuity.model.measured import Stretch, Swatch
from picturelock.continuity.model.reading import Case, Reading
from picturelock.media.colour import named

OUTLIERS_FROM = 3
"""With so many patches of one thing, the worst one is not believed alone: something may have passed in front."""


def wardrobe_colour(case: Case, threshold: float) -> Iterator[Reading]:
    return (_reading(case, patches, threshold) for patches in _things(case) if patches[0].part != "prop")


def prop_colour(case: Case, threshold: float) -> Iterator[Reading]:
    return (_reading(case, patches, threshold) for patches in _things(case) if patches[0].part == "prop")


def _things(case: Case) -> Iterator[Sequence[Swatch]]:
    ordered = sorted(filter(_shown_in(case), case.measured.swatches), key=_thing)
    for _, patches in groupby(ordered, key=_thing):
        yield sorted(patches, key=lambda swatch: (swatch.difference, swatch.frame))


def _shown_in(case: Case) -> Callable[[Swatch], bool]:
    """Black frames show nothing, and in a standstill things are not where the engine meant them to be."""
    end = case.measured.facts.frames - 1
    still = [run for run in case.measured.frozen if (run.first, run.last) != (0, end)]
    blind = (*case.measured.black, *still)
    return lambda swatch: not any(run.first <= swatch.frame <= run.last for run in blind)


def _thing(swatch: Swatch) -> tuple[str, str]:
    return swatch.subject, swatch.part


def _reading(case: Case, patches: Sequence[Swatch], threshold: float) -> Reading:
    """`patches` of one thing, the worst last."""
    telling = telling_patch(patches)
    asked = {(wanted.subject, wanted.part): wanted for wanted in case.expected.wanted}[_thing(telling)]
    must, was = f"{named(asked.colour)} {asked.colour}", f"{named(telling.unlit)} {telling.unlit}"
    return Reading(
        telling.difference,
        _where(case, patches, threshold),
        message=f"shows {asked.what} as {was}, not {must}",
        note=f"{asked.what[:1].upper()}{asked.what[1:]} must be {must}; it was shown as {was}.",
        subject=telling.subject,
    )


def telling_patch(patches: Sequence[Swatch]) -> Swatch:
    """`patches` in order of difference."""
    return patches[-2] if len(patches) >= OUTLIERS_FROM else patches[-1]


def _where(case: Case, patches: Sequence[Swatch], threshold: float) -> Stretch:
    wrong = [swatch.frame for swatch in patches if swatch.difference > threshold]
    if not wrong or len(wrong) == len(patches):
        return case.whole
    return Stretch(first=min(wrong), last=max(wrong), strength=0)

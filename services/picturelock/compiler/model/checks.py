"""What can be wrong with a brief before a word of the prompt is written."""

from collections import Counter
from collections.abc import Iterator

from picturelock.compiler.model.diagnostics import found
from picturelock.compiler.model.target import Target
from picturelock.kernel.nouns import Action, Brief, Diagnostic, Figure, Line, Presence

FASTEST_WORDS_PER_SECOND = 4.0
"""Hurried but intelligible English; ordinary film dialogue runs at two and a half to three."""


def check(brief: Brief, target: Target) -> Iterator[Diagnostic]:
    """Everything that contradicts itself, in the order of the brief's fields."""
    cast = frozenset(presence.character for presence in brief.cast)
    props = frozenset(prop.prop for prop in brief.props)
    yield from _check_camera(brief, cast, props)
    yield from _check_doubles(brief)
    for presence in brief.cast:
        yield from _check_presence(brief, presence, props)
    for action in brief.actions:
        yield from _check_action(brief, action, cast)
    for line in brief.lines:
        yield from _check_line(brief, line, cast)
    yield from _check_target(brief, target)


def _check_camera(brief: Brief, cast: frozenset[str], props: frozenset[str]) -> Iterator[Diagnostic]:
    camera = brief.camera
    if camera.subject and camera.subject not in cast | props:
        reason = f"the camera is on '{camera.subject}', who is neither in the cast nor among the props"
        yield found("W001", brief.shot, f"{reason}; it is shown as a shot of the place")
    if camera.over_shoulder and camera.over_shoulder not in cast:
        reason = f"the camera looks over the shoulder of '{camera.over_shoulder}', who is not in the shot"
        yield found("E002", brief.shot, f"{reason}; put them into the cast or choose another angle")


def _check_doubles(brief: Brief) -> Iterator[Diagnostic]:
    ids = [presence.character for presence in brief.cast] + [prop.prop for prop in brief.props]
    for double, times in Counter(ids).items():
        if times > 1:
            yield found("E006", brief.shot, f"'{double}' is in the shot {times} times; leave one of them")


def _check_presence(brief: Brief, presence: Presence, props: frozenset[str]) -> Iterator[Diagnostic]:
    for held in presence.holding:
        if held not in props:
            reason = f"{presence.name} holds '{held}', which is not among the props"
            yield found("E001", brief.shot, f"{reason}; add the prop or empty the hand", presence.source)
    for slot, worn in Counter(garment.slot for garment in presence.wardrobe).items():
        if worn > 1:
            reason = f"{presence.name} wears {worn} garments as {slot.value}"
            yield found("W017", brief.shot, f"{reason}; keep the one that is seen", presence.source)


def _check_action(brief: Brief, action: Action, cast: frozenset[str]) -> Iterator[Diagnostic]:
    end = action.start + action.frames
    if end > brief.frames:
        reason = f"an action ends at frame {end}, the shot at {brief.frames}"
        yield found("W015", brief.shot, f"{reason}; lengthen the shot or shorten the action", action.source)
    for character in action.characters:
        if character not in cast:
            reason = f"an action belongs to '{character}', who is not in the shot"
            yield found("W016", brief.shot, f"{reason}; add them to the cast", action.source)


def _check_line(brief: Brief, line: Line, cast: frozenset[str]) -> Iterator[Diagnostic]:
    end = line.start + line.frames
    if end > brief.frames:
        reason = f"{line.cue}'s line ends at frame {end}, the shot at {brief.frames}"
        yield found("E003", brief.shot, f"{reason}; lengthen the shot or move the line", line.source)
    if line.character not in cast and not line.off_screen:
        reason = f"{line.cue} speaks on screen and is not in the shot"
        yield found("W002", brief.shot, f"{reason}; add them to the cast or mark the line (O.S.)", line.source)
    words, seconds = len(line.text.split()), brief.rate.seconds(line.frames)
    if words > 1 and words > FASTEST_WORDS_PER_SECOND * seconds:
        reason = f"{line.cue} has {words} words in {seconds:.3g} s"
        yield found("W003", brief.shot, f"{reason}; give the line more time", line.source)


def _check_target(brief: Brief, target: Target) -> Iterator[Diagnostic]:
    engine = f"engine '{target.name}'"
    figures = sum(presence.physique.figure is not Figure.UNSEEN for presence in brief.cast)
    if figures > target.most_cast:
        reason = f"shows {figures} figures, {engine} copes with {target.most_cast}"
        yield found("W004", brief.shot, f"{reason}; split the shot or choose another engine")
    if not target.seeds:
        yield found("W013", brief.shot, f"{engine} takes no seed; the same prompt may give another take")
    if target.knows is None:
        return
    place = brief.setting.place
    if not target.knows.has_kind(place.kind):
        reason = f"{engine} does not know how to build '{place.kind}'"
        yield found("W006", brief.shot, f"{reason}; it builds {place.name} as a generic place", place.source)
    for prop in brief.props:
        if not target.knows.has_shape(prop.shape):
            reason = f"{engine} does not know the shape '{prop.shape}'"
            yield found("W005", brief.shot, f"{reason}; it draws {prop.name} as a generic thing", prop.source)

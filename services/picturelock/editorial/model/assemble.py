"""How shots become a film: which take, how long, joined how.

Every frame of the film is a frame of a take. A dissolve begins at the incoming shot's first frame, and the outgoing
shot goes on under it: first into its handle (what its take has beyond the shot's length). Where the handle is too
short, the outgoing shot's own last frames serve, and the film is shorter by just those. So a film is as long as its
shots, less what dissolves had to take; sound and picture of a shot always move together.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from picturelock.editorial.model.assembly import Assembly, Card, Event, Part, Segment, Slate
from picturelock.editorial.model.circled import Circled, Finish
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Asset, Cut, CutItem, Deliverable, ListedShot, Rate, Transition


def assemble(
    project: str, title: str, shots: Sequence[ListedShot], circled: Mapping[str, Circled], finish: Finish
) -> Assembly:
    """Plan the film. A shot that is not among `circled` gets a card. Raises Invalid when there are no shots."""
    if not shots:
        raise Invalid(f"{project}: there are no shots, so there is no film; give the script at least one scene")
    chosen = [circled.get(listed.shot) or Circled(shot=listed.shot) for listed in shots]
    events = _events(shots, chosen, finish)
    parts = [_part(event, title, finish) for event in events]
    return Assembly(
        project=project,
        title=title,
        finish=finish,
        events=tuple(events),
        segments=tuple(Segment(format=finish.format, parts=run) for run in _runs(parts)),
        warnings=tuple(warning for event in events for warning in _warnings(event, finish.format.rate)),
    )


def cut_of(assembly: Assembly, version: int, *, deliverables: Sequence[Deliverable] = (), encoded: int = 0) -> Cut:
    """The cut that an assembly makes."""
    return Cut(
        project=assembly.project,
        version=version,
        digest=assembly.digest,
        rate=assembly.finish.format.rate,
        frames=assembly.frames,
        items=tuple(_item(event) for event in assembly.events),
        deliverables=tuple(deliverables),
        segments=len(assembly.segments),
        encoded=encoded,
    )


def frames_at(asset: Asset, rate: Rate) -> int:
    """How many whole frames a take gives at the film's `rate`."""
    facts = asset.facts
    if facts.frames and facts.rate:
        return math.floor(facts.frames * rate.fps / facts.rate.fps)
    return rate.frames(facts.seconds)


def _events(shots: Sequence[ListedShot], chosen: Sequence[Circled], finish: Finish) -> list[Event]:
    rate = finish.format.rate
    available = [frames_at(one.asset, rate) if one.asset else 0 for one in chosen]
    joins = [0, *(_dissolve(a, b, finish) for a, b in pairwise(shots)), 0]
    events: list[Event] = []
    start = 0
    for index, listed in enumerate(shots):
        tail = joins[index + 1]
        overlap = max(0, tail - _handle(listed, chosen[index], available[index]))
        event = Event(
            circled=chosen[index],
            start=start,
            frames=listed.frames - overlap,
            available=available[index],
            dissolve=joins[index],
            tail=tail,
            fade_in=_fade(listed, finish) if _fades_in(listed, joins[index]) else 0,
            fade_out=_fade(listed, finish) if listed.closes is Transition.FADE else 0,
        )
        events.append(event)
        start = event.end
    return events


def _dissolve(outgoing: ListedShot, incoming: ListedShot, finish: Finish) -> int:
    """Frames of dissolve between two shots; at most half of either. Out of black there is none: that is a fade."""
    if incoming.opens is not Transition.DISSOLVE or outgoing.closes is Transition.FADE:
        return 0
    longest = min(finish.dissolve, outgoing.frames // 2, incoming.frames // 2)
    return longest if longest > 1 else 0


def _handle(listed: ListedShot, one: Circled, available: int) -> int:
    """Frames there are after the shot's last. A card lasts as long as it must."""
    return max(0, available - listed.frames) if one.asset else listed.frames


def _fades_in(listed: ListedShot, dissolve: int) -> bool:
    return listed.opens is Transition.FADE or (listed.opens is Transition.DISSOLVE and not dissolve)


def _fade(listed: ListedShot, finish: Finish) -> int:
    return min(finish.fade, listed.frames // 2)


def _part(event: Event, title: str, finish: Finish) -> Part:
    one = event.circled
    held = (one.reason or "held for a person") if one.held else ""
    take = f"take {one.take.number}" if one.take else "no take yet"
    return Part(
        digest=one.asset.digest if one.asset else "",
        media_type=one.asset.media_type if one.asset else "",
        available=event.available,
        frames=event.frames + event.tail,
        dissolve=event.dissolve,
        fade_in=event.fade_in,
        fade_out=event.fade_out,
        slate=Slate(title=title, shot=event.shot, take=take, held=held) if finish.slate else None,
        card=None if one.asset else _card(one),
    )


def _card(one: Circled) -> Card:
    brief = one.brief
    if brief is None:
        return Card(shot=one.shot)
    move = f", {brief.camera.move.value}" if brief.camera.move.value != "static" else ""
    return Card(
        shot=one.shot,
        heading=brief.setting.heading,
        framing=f"{brief.camera.size.value}{move}".replace("_", " "),
        action=" ".join(action.text for action in brief.actions),
        dialogue=tuple(f"{line.cue}: {line.text}" for line in brief.lines),
    )


def _runs(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    run: list[Part] = []
    for part in parts:
        if run and not part.dissolve:
            yield tuple(run)
            run = []
        run.append(part)
    yield tuple(run)


def _warnings(event: Event, rate: Rate) -> Iterator[str]:
    one = event.circled
    if one.take is None:
        yield f"{event.shot}: has no take yet, so a card stands in for it"
    elif event.held_frames:
        short = f"{rate.seconds(event.held_frames):.2f} s"
        yield f"{event.name}: is {short} shorter than its shot, so its last frame is held; shoot it again"
    if one.held:
        yield f"{event.shot}: is held for a person: {one.reason or 'no reason was given'}"


def _item(event: Event) -> CutItem:
    one = event.circled
    return CutItem(
        shot=event.shot,
        take=one.take.number if one.take else 0,
        digest=one.asset.digest if one.asset else "",
        start=event.start,
        frames=event.frames,
        held=one.held,
        reason=one.reason,
    )

"""The cut as an OpenTimelineIO timeline: pictures on V1, the takes' own sound on A1, and what a person must know."""

from collections.abc import Callable, Iterator
from itertools import groupby

from opentimelineio import adapters, core, opentime, schema

from picturelock.editorial.model import Assembly, Event
from picturelock.kernel.nouns import Rate
from picturelock.media.timecode import film_start

INDENT = 2

Markers = Callable[[Event, Rate], Iterator[schema.Marker]]


def otio(assembly: Assembly) -> str:
    """As JSON."""
    return str(adapters.write_to_string(timeline_of(assembly), "otio_json", indent=INDENT))


def timeline_of(assembly: Assembly) -> schema.Timeline:
    rate = assembly.finish.format.rate
    timeline = schema.Timeline(name=assembly.title, global_start_time=_time(film_start(rate), rate))
    timeline.metadata["picturelock"] = {
        "project": assembly.project, "digest": assembly.digest, "warnings": list(assembly.warnings),
    }  # fmt: skip
    picture = _track("V1", schema.TrackKind.Video, assembly, _held_markers)
    sound = _track("A1", schema.TrackKind.Audio, assembly, _line_markers)
    timeline.tracks.extend([picture, sound])
    timeline.tracks.markers.extend(_scene_markers(assembly))
    return timeline


def _track(name: str, kind: str, assembly: Assembly, markers: Markers) -> schema.Track:
    rate = assembly.finish.format.rate
    track = schema.Track(name=name, kind=kind)
    for event in assembly.events:
        if event.dissolve:
            track.append(_dissolve(event, rate))
        track.extend(_items(event, rate, markers))
    return track


def _items(event: Event, rate: Rate, markers: Markers) -> Iterator[core.Item]:
    """The take, and a gap where it is too short for its shot."""
    shown = min(event.frames, event.available) if event.available else event.frames
    clip = schema.Clip(name=event.name, media_reference=_media(event, rate), source_range=_range(0, shown, rate))
    clip.metadata["picturelock"] = _facts(event)
    clip.markers.extend(markers(event, rate))
    clip.effects.extend(_fades(event))
    yield clip
    if shown < event.frames:
        yield schema.Gap(source_range=_range(0, event.frames - shown, rate))


def _media(event: Event, rate: Rate) -> core.MediaReference:
    asset = event.circled.asset
    if asset is None:
        return schema.MissingReference(name=event.shot)
    return schema.ExternalReference(
        target_url=f"takes/{event.name}.mp4", available_range=_range(0, event.available or event.frames, rate)
    )


def _facts(event: Event) -> dict[str, object]:
    one = event.circled
    facts: dict[str, object] = {"shot": event.shot, "scene": event.scene, "heading": event.heading}
    if one.brief:
        facts["brief_digest"] = one.brief.digest
    if one.take and one.asset:
        facts |= {
            "take": one.take.number, "engine": one.take.engine, "engine_version": one.take.engine_version,
            "prompt_digest": one.take.prompt_digest, "digest": one.asset.digest,
        }  # fmt: skip
    if one.held:
        facts |= {"held": True, "reason": one.reason}
    return facts


def _fades(event: Event) -> Iterator[schema.Effect]:
    for name, frames in (("FadeIn", event.fade_in), ("FadeOut", event.fade_out)):
        if frames:
            yield schema.Effect(name=name, effect_name=name, metadata={"picturelock": {"frames": frames}})


def _dissolve(event: Event, rate: Rate) -> schema.Transition:
    """From the cut on, so that the outgoing take's handle is under it."""
    return schema.Transition(
        name="Dissolve",
        transition_type=schema.TransitionTypes.SMPTE_Dissolve,
        in_offset=_time(0, rate),
        out_offset=_time(event.dissolve, rate),
    )


def _held_markers(event: Event, rate: Rate) -> Iterator[schema.Marker]:
    one = event.circled
    if one.take is None:
        yield _marker("NO TAKE YET", 0, event.frames, rate, schema.MarkerColor.RED)
    if one.held:
        yield _marker(f"HELD: {one.reason}", 0, event.frames, rate, schema.MarkerColor.ORANGE)
    if event.held_frames:
        yield _marker("TAKE TOO SHORT", event.available - 1, 1, rate, schema.MarkerColor.RED)


def _line_markers(event: Event, rate: Rate) -> Iterator[schema.Marker]:
    brief = event.circled.brief
    for line in brief.lines if brief else ():
        frames = min(line.frames, event.frames - line.start)
        if frames > 0:
            yield _marker(f"{line.cue}: {line.text}", line.start, frames, rate, schema.MarkerColor.CYAN)


def _scene_markers(assembly: Assembly) -> Iterator[schema.Marker]:
    rate = assembly.finish.format.rate
    for scene, group in groupby(assembly.events, key=lambda event: event.scene):
        events = [*group]
        length = events[-1].end - events[0].start
        name = f"{scene} {events[0].heading}"
        yield _marker(name, events[0].start, length, rate, schema.MarkerColor.GREEN)


def _marker(name: str, start: int, frames: int, rate: Rate, colour: str) -> schema.Marker:
    return schema.Marker(name=name, marked_range=_range(start, frames, rate), color=colour)


def _range(start: int, frames: int, rate: Rate) -> opentime.TimeRange:
    return opentime.TimeRange(_time(start, rate), _time(frames, rate))


def _time(frames: int, rate: Rate) -> opentime.RationalTime:
    return opentime.RationalTime(frames, float(rate.fps))

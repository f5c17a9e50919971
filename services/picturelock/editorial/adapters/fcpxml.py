"""FCPXML 1.8, for Final Cut Pro and Resolve.

Written here, since the OpenTimelineIO adapter for this format leaves out dissolves, timecode and roles; it does read
what we write. Offsets in the spine count from the sequence's timecode, as Final Cut's own files have it.
"""

from collections.abc import Sequence
from itertools import chain
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from picturelock.editorial.model import Assembly, Event
from picturelock.kernel.nouns import Rate
from picturelock.media.timecode import film_start

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n\n'
DISSOLVE_UID = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"
CROSSFADE_UID = "FFAudioTransition"


def fcpxml(assembly: Assembly) -> str:
    root = Element("fcpxml", version="1.8")
    _resources(root, assembly)
    project = SubElement(root, "project", name=assembly.title)
    rate = assembly.finish.format.rate
    sequence = SubElement(
        project, "sequence", format="r1", duration=_seconds(assembly.frames, rate),
        tcStart=_seconds(film_start(rate), rate), tcFormat="NDF", audioLayout="stereo", audioRate="48k",
    )  # fmt: skip
    spine = SubElement(sequence, "spine")
    for index, event in enumerate(assembly.events):
        _spine(spine, event, rate, opens_scene=index == 0 or assembly.events[index - 1].scene != event.scene)
    indent(root, "    ")
    return HEAD + tostring(root, encoding="unicode") + "\n"


def _resources(root: Element, assembly: Assembly) -> None:
    look = assembly.finish.format
    resources = SubElement(root, "resources")
    SubElement(
        resources, "format", id="r1", frameDuration=_seconds(1, look.rate),
        width=str(look.width), height=str(look.height), colorSpace="1-1-1 (Rec. 709)",
    )  # fmt: skip
    SubElement(resources, "effect", id="r2", name="Cross Dissolve", uid=DISSOLVE_UID)
    SubElement(resources, "effect", id="r3", name="Audio Crossfade", uid=CROSSFADE_UID)
    for event in {event.name: event for event in assembly.events if event.circled.asset}.values():
        _asset(resources, event, look.rate)


def _asset(resources: Element, event: Event, rate: Rate) -> None:
    asset = SubElement(
        resources, "asset", id=_id(event), name=event.name, src=f"./takes/{event.name}.mp4", start="0s",
        duration=_seconds(event.available or event.frames, rate), format="r1", hasVideo="1",
    )  # fmt: skip
    facts = event.circled.asset.facts if event.circled.asset else None
    if facts and facts.audio_codec:
        sound = {"hasAudio": "1", "audioSources": "1", "audioChannels": str(facts.channels or 1)}
        asset.attrib.update(sound, audioRate=str(facts.sample_rate or 48_000))


def _spine(spine: Element, event: Event, rate: Rate, *, opens_scene: bool) -> None:
    start = film_start(rate) + event.start
    if event.dissolve:
        _dissolve(spine, start, event.dissolve, rate)
    if event.circled.asset is None:
        gap = _gap(spine, f"{event.shot} (no take yet)", start, event.frames, rate)
        _markers(gap, event, rate, opens_scene=opens_scene, first=film_start(rate))
        return
    shown = min(event.frames, event.available) if event.available else event.frames
    clip = SubElement(
        spine, "asset-clip", name=event.name, ref=_id(event), format="r1", offset=_seconds(start, rate),
        start="0s", duration=_seconds(shown, rate), tcFormat="NDF", audioRole="dialogue",
    )  # fmt: skip
    _fades(clip, event, rate)
    _markers(clip, event, rate, opens_scene=opens_scene, first=0)
    if shown < event.frames:
        _gap(spine, f"{event.name} (too short)", start + shown, event.frames - shown, rate)


def _dissolve(spine: Element, start: int, frames: int, rate: Rate) -> None:
    transition = SubElement(
        spine, "transition", name="Cross Dissolve", offset=_seconds(start, rate), duration=_seconds(frames, rate)
    )
    SubElement(transition, "filter-video", ref="r2", name="Cross Dissolve")
    SubElement(transition, "filter-audio", ref="r3", name="Audio Crossfade")


def _gap(spine: Element, name: str, start: int, frames: int, rate: Rate) -> Element:
    return SubElement(
        spine, "gap", name=name, offset=_seconds(start, rate), start=_seconds(film_start(rate), rate),
        duration=_seconds(frames, rate),
    )  # fmt: skip


def _fades(clip: Element, event: Event, rate: Rate) -> None:
    fades = [("fadeIn", event.fade_in), ("fadeOut", event.fade_out)]
    if not any(frames for _, frames in fades):
        return
    for adjusted in ("adjust-blend", "adjust-volume"):
        amount = SubElement(SubElement(clip, adjusted), "param", name="amount")
        for tag, frames in fades:
            if frames:
                SubElement(amount, tag, type="linear", duration=_seconds(frames, rate))


def _markers(item: Element, event: Event, rate: Rate, *, opens_scene: bool, first: int) -> None:
    """In the item's own time, which begins at `first`."""
    frame = _seconds(1, rate)
    if opens_scene:
        SubElement(item, "chapter-marker", start=_seconds(first, rate), duration=frame, value=event.heading)
    for at, text, urgent in chain(_said(event), _warned(event)):
        marker = SubElement(item, "marker", start=_seconds(first + at, rate), duration=frame, value=text)
        if urgent:
            marker.set("completed", "0")


def _said(event: Event) -> Sequence[tuple[int, str, bool]]:
    brief = event.circled.brief
    lines = brief.lines if brief else ()
    return [(line.start, f"{line.cue}: {line.text}", False) for line in lines if line.start < event.frames]


def _warned(event: Event) -> Sequence[tuple[int, str, bool]]:
    """To-do markers, which editors show in red."""
    one = event.circled
    missing = [(0, f"{event.shot}: no take yet", True)] if one.take is None else []
    return missing + ([(0, f"HELD: {one.reason}", True)] if one.held else [])


def _id(event: Event) -> str:
    return f"take_{event.name}"


def _seconds(frames: int, rate: Rate) -> str:
    if not frames:
        return "0s"
    return f"{frames * rate.denominator}/{rate.numerator}s"

"""Events and documents of every release are read by today's code."""

import json
from pathlib import Path

import pytest
from google.protobuf import json_format
from google.protobuf.message import Message
from tests.golden.write import HERE
from tests.strategies_nouns import EVENTS, NOUNS, TWINS

import picturelock.house.deployed
from picturelock.kernel.codec import decode
from picturelock.kernel.nouns import Brief, Noun
from picturelock.kernel.records import Record
from picturelock_api.gateway.v1.events_pb2 import PurchaseMoved

assert picturelock.house.deployed, "every service is imported, so every kind of record is known"

PLAIN = (PurchaseMoved,)
"""Events that carry no noun of the film."""
RELEASES = sorted(folder for folder in HERE.iterdir() if folder.is_dir() and folder.name[0].isdigit())
EVENT_FILES = sorted(file for release in RELEASES for file in release.glob("*.bin"))
EVENT_NAMED = {event.DESCRIPTOR.full_name: event for event in EVENTS}
RECORD_NAMED = {
    f"{kind.__module__.split('.')[1]}.{kind.__name__}": kind
    for kind in Record.__subclasses__()
    if kind.__module__.startswith("picturelock.") and ".testing." not in kind.__module__
}
RECORD_FILES = sorted(
    file for release in RELEASES for file in release.glob("*.json") if not file.with_suffix(".bin").exists()
)
TWIN_OF: dict[str, type[Noun]] = {TWINS[kind.__name__].DESCRIPTOR.full_name: kind for kind in NOUNS
                                  if kind.__name__ in TWINS}  # fmt: skip


def _named(file: Path) -> str:
    return f"{file.parent.name}-{file.stem}"


@pytest.mark.parametrize("file", EVENT_FILES, ids=_named)
def test_an_event_of_an_older_release_means_what_it_meant(file: Path) -> None:
    event = EVENT_NAMED[file.stem].FromString(file.read_bytes())
    assert json.loads(json_format.MessageToJson(event)) == json.loads(file.with_suffix(".json").read_text())


@pytest.mark.parametrize("file", EVENT_FILES, ids=_named)
def test_what_an_event_of_an_older_release_carries_is_read(file: Path) -> None:
    event = EVENT_NAMED[file.stem].FromString(file.read_bytes())
    of_film = [part for part in _parts(event) if part.DESCRIPTOR.full_name.startswith("picturelock_api.")]
    nouns = [decode(TWIN_OF[part.DESCRIPTOR.full_name], part) for part in of_film]
    assert nouns or type(event) in PLAIN


@pytest.mark.parametrize("file", RECORD_FILES, ids=_named)
def test_a_document_of_an_older_release_is_read_and_keeps_all_it_said(file: Path) -> None:
    record = RECORD_NAMED[file.stem].model_validate_json(file.read_text())
    assert _lost(json.loads(file.read_text()), json.loads(record.model_dump_json())) == []


@pytest.mark.parametrize("release", RELEASES, ids=lambda folder: folder.name)
def test_a_brief_of_an_older_release_has_the_digest_that_it_had(release: Path) -> None:
    shot = json.loads((release / "registry.Shot.json").read_text())
    assert Brief.model_validate(shot["brief"]).digest == shot["brief_digest"]


def test_the_last_release_has_every_event_and_every_document() -> None:
    last = {file.stem for file in RELEASES[-1].iterdir()}
    assert last == set(EVENT_NAMED) | set(RECORD_NAMED)


def _parts(event: Message) -> list[Message]:
    """The nouns an event carries, each once."""
    found: list[Message] = []
    for field, value in event.ListFields():
        if field.message_type is not None:
            found += list(value) if field.is_repeated else [value]
    return found


def _lost(before: object, after: object, at: str = "") -> list[str]:
    """Where `after` no longer says what `before` said; new fields are welcome."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [lost for key in before for lost in _lost(before[key], after.get(key), f"{at}.{key}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return [lost for n, (old, new) in enumerate(pairs) for lost in _lost(old, new, f"{at}.{n}")]
    return [] if before == after else [f"{at}: {before!r} became {after!r}"]

"""Writes a release's golden events and documents: `python -m tests.golden.write 0.2`, once, as it is released.

They are those of a simulated film, the largest of each type. What was written is never written again: it is what
installations out there have on their disks.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from google.protobuf import json_format
from google.protobuf.message import Message
from tests.money.shopping import shopping
from tests.money.street import Street
from tests.sim.luck import KIND
from tests.sim.simulate import simulate
from tests.strategies_nouns import EVENTS

from picturelock.assets.model import Descent
from picturelock.compiler.model import STILLS, compile_still
from picturelock.gateway.model import Account, Catalogued, Hint, Purchase, Quota, Secret, Switch, TenantShare
from picturelock.kernel.bus import Envelope, topic_of
from picturelock.kernel.codec import encode
from picturelock.kernel.nouns import Diagnostic, ReferenceOf, Severity, Source, Staged
from picturelock.kernel.records import Record
from picturelock.platform.tokens import Token
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.pages import Pages, Put
from picturelock.registry.model.stills import Subject, still_brief
from picturelock_api.compiler.v1.events_pb2 import PromptRefused
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.prompt_pb2 import Diagnostic as DiagnosticMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.film.v1.take_pb2 import Staged as StagedMessage
from picturelock_api.gateway.v1.events_pb2 import StillFailed, StillGenerated
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

HERE = Path(__file__).parent
EVENT_OF = {topic_of(event).name: event for event in EVENTS}
SEEDS = range(40)


def write(folder: Path) -> None:
    """Raises FileExistsError when the release has its golden files."""
    folder.mkdir(parents=True)
    ends = [simulate(seed, replace(KIND, fault=0.5, engine_refuses=0.3)) for seed in SEEDS]
    street: list[Street] = []
    shopping(1, then=street.append)
    for event in _largest_events([e for end in ends for e in end.said] + street[0].broker.log):
        name = event.DESCRIPTOR.full_name
        (folder / f"{name}.bin").write_bytes(event.SerializeToString(deterministic=True))
        (folder / f"{name}.json").write_text(json_format.MessageToJson(event, sort_keys=True) + "\n")
    kept = [pair for end in ends for pair in end.kept]
    kept += [("gateway", document.record) for (kind, _), document in street[0].shelf.documents.items()
             if kind in (Account, Purchase)]  # fmt: skip
    for service, record in (*_largest_records(kept), *_handed_in()):
        (folder / f"{service}.{type(record).__name__}.json").write_text(record.model_dump_json(indent=1) + "\n")


def _largest_events(envelopes: Sequence[Envelope]) -> Iterator[Message]:
    said = [EVENT_OF[e.topic].FromString(e.data) for e in envelopes]
    planned = next(event for event in said if isinstance(event, ShotPlanned))
    yield _refused(planned)
    yield from _stills()
    for kind in EVENTS:
        if kind not in (PromptRefused, StillGenerated, StillFailed):
            yield max((event for event in said if isinstance(event, kind)), key=lambda event: event.ByteSize())


def _refused(planned: ShotPlanned) -> PromptRefused:
    """Of a brief that says nothing wrong, so nothing simulated refuses one."""
    why = Diagnostic(
        code="E101",
        severity=Severity.ERROR,
        message="wants 12 s, and the engine makes at most 10 s; split the shot",
        source=Source(file="lamp.fountain", line=7),
    )
    return PromptRefused(
        shot_key=planned.shot_key, brief=planned.brief, revision=1, diagnostics=[encode(why, DiagnosticMessage)]
    )


def _stills() -> Iterator[Message]:
    """Which people ask for, and no film."""
    bible = read_bible(b"characters:\n  mara: {words: a woman of forty}\n", "lamp.bible.yaml")
    brief = still_brief(bible, Subject(ReferenceOf.CHARACTER, "mara"), 1, "studio/lamp")
    prompt = compile_still(brief, STILLS["runway/gen4_image"]).prompt
    assert prompt is not None
    key, said = f"studio/lamp/{brief.shot}", encode(brief, BriefMessage)
    picture = Staged(key="studio/aa/1/1/still.png", digest="c" * 64, size=1234, media_type="image/png")
    yield StillGenerated(
        still_key=key, brief=said, prompt=encode(prompt, PromptMessage), picture=encode(picture, StagedMessage),
        engine_version="gen4_image", reused=True,
    )  # fmt: skip
    yield StillFailed(
        still_key=key, brief=said, prompt_digest=prompt.digest, reason="NOT_BOUGHT", message="over the budget"
    )


def _largest_records(records: Sequence[tuple[str, Record]]) -> Iterator[tuple[str, Record]]:
    for kind in sorted({type(record) for _, record in records}, key=lambda kind: kind.__qualname__):
        of_kind = [(service, record) for service, record in records if type(record) is kind]
        yield max(of_kind, key=lambda pair: len(pair[1].model_dump_json()))


def _handed_in() -> Iterator[tuple[str, Record]]:
    """What people and workers bring, which no simulation does."""
    moment = datetime(2026, 11, 26, 18, 5, 0, 250000, UTC)
    script = Put(name="lamp.fountain", digest="a" * 64, size=1234)
    yield "registry", Pages(created=moment, born="k1.eJyrBQAAegB6", script=script, applied=("cause 1",))
    yield "gateway", Catalogued(name="studio/engine", engine_version="7", applied=("cause 2",))
    yield (
        "gateway",
        Switch(tenant="studio", engine="runway/gen4.5", paused=True, why="dearer today", applied=("cause 4",)),
    )
    yield (
        "gateway",
        Secret(tenant="studio", provider="runway", sealed="AAAA", ends="1f0c", put=moment, applied=("cause 5",)),
    )
    yield "gateway", Hint(purchase="studio/aa/1/1", job="job1", came=moment, applied=("cause 6",))
    yield "gateway", TenantShare(tenant="studio", weight=2.0, applied=("cause 7",))
    yield (
        "gateway",
        Quota(provider="runway", tenant="studio", day=moment.date(), bought={"runway/gen4.5": 3}, applied=("cause 8",)),
    )
    yield "assets", Descent(child="d" * 64, applied=("cause 3",))
    yield "platform", Token(tenant="studio", role="artist", note="the cutting room", digest="b" * 64, created=moment)


if __name__ == "__main__":
    write(HERE / sys.argv[1])

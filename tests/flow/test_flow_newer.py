"""Events of a newer release: what today's code does not know of them is carried on."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from picturelock.house import embedded
from picturelock.kernel.bus import Cause, envelop
from picturelock.kernel.codec import encode
from picturelock.testing.line import INSTANT_LINE
from picturelock.testing.samples import small_brief
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

NEWER = b"\xfa\xf0\x04\x05later"
"""Field 9999, which no release has yet: `later`."""


async def test_fields_of_a_newer_release_are_carried_to_the_end_of_the_line(tmp_path: Path) -> None:
    brief = small_brief()
    message = BriefMessage.FromString(encode(brief, BriefMessage).SerializeToString() + NEWER)
    planned = ShotPlanned(
        shot_key="studio/lamp/sc010_sh0010", brief=message, brief_digest=brief.digest, take_number=1, engine="previz"
    )
    planned = ShotPlanned.FromString(planned.SerializeToString() + NEWER)
    async with embedded(tmp_path, line=INSTANT_LINE) as house:
        await house.bus.publish([envelop(planned, Cause("newer", source="registry"), datetime.now(UTC))])
        async with asyncio.timeout(20):
            async for _, event in house.bus.history(follow=True):
                if event.topic == "compiler.prompt_compiled.v1":
                    assert NEWER in PromptCompiled.FromString(event.data).brief.SerializeToString()
                if event.topic == "assets.take_stored.v1":
                    assert b"later" not in event.data.replace(NEWER, b"")
                    break
        assert [each.why for each in await house.bus.parked() if "registry" not in each.group] == []

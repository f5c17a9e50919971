"""What an asset is called, and what it came from."""

from datetime import UTC, datetime

import pytest

from picturelock.assets.model import asset_key, asset_of, file_name, media_type_of
from picturelock.kernel.nouns import (
    Action,
    Brief,
    Camera,
    Interior,
    Line,
    MediaFacts,
    Place,
    Prompt,
    Rate,
    Setting,
    ShotSize,
    Source,
    Staged,
    Take,
    TimeOfDay,
)

VIDEO, REPORT, PICTURE = "a" * 64, "b" * 64, "c" * 64
NOW = datetime(2026, 11, 21, tzinfo=UTC)
MP4 = MediaFacts(container="mp4", video_codec="h264", width=1280, height=720, frames=48, rate=Rate())


def line(number: int) -> Source:
    return Source(file="film.fountain", line=number)


BRIEF = Brief(
    project="studio/film",
    shot="sc010_sh0020",
    setting=Setting(scene="sc010", heading="EXT. PIER - DAY", interior=Interior.EXT, time=TimeOfDay.DAY,
                    place=Place(place="pier", name="Pier"), source=line(3)),
    camera=Camera(size=ShotSize.MEDIUM),
    actions=(Action(text="She turns.", start=0, frames=24, source=line(9)),),
    lines=(Line(character="mara", cue="MARA", text="Now.", start=24, frames=24, source=line(7)),),
    frames=48,
)  # fmt: skip
PROMPT = Prompt(shot=BRIEF.shot, brief_digest=BRIEF.digest, engine="previz", text="{}", width=1280, height=720,
                frames=48, rate=Rate(), seed=7, references=(PICTURE, PICTURE))  # fmt: skip
TAKE = Take(
    shot=BRIEF.shot, number=2, prompt_digest=PROMPT.digest, engine="previz", engine_version="1", seed=7,
    video=Staged(key="k", digest=VIDEO, size=99, media_type="video/mp4"),
    report=Staged(key="r", digest=REPORT, size=9, media_type="application/json"), started=NOW, finished=NOW,
)  # fmt: skip


def test_an_asset_says_all_it_came_from() -> None:
    asset = asset_of(TAKE, BRIEF, PROMPT, MP4, strip=PICTURE, poster=PICTURE)
    assert (asset.digest, asset.size, asset.media_type, asset.report) == (VIDEO, 99, "video/mp4", REPORT)
    lineage = asset.lineage
    assert (lineage.brief_digest, lineage.prompt_digest) == (BRIEF.digest, PROMPT.digest)
    assert (lineage.engine, lineage.engine_version, lineage.seed) == ("previz", "1", 7)
    assert lineage.script == line(7)
    assert lineage.parents == (PICTURE,)


def test_a_shot_without_words_of_its_own_came_from_its_heading() -> None:
    silent = BRIEF.model_copy(update={"actions": (), "lines": ()})
    assert asset_of(TAKE, silent, PROMPT, MP4, strip="", poster="").lineage.script == line(3)


def test_an_engine_that_gives_no_report_leaves_none() -> None:
    mute = TAKE.model_copy(update={"report": None})
    assert asset_of(mute, BRIEF, PROMPT, MP4, strip="", poster="").report == ""


def test_the_same_bytes_are_one_asset_of_a_tenant_whatever_they_were_made_for() -> None:
    assert asset_key("studio/film/sc010_sh0020", VIDEO) == asset_key("studio/other/sc020_sh0010", VIDEO)
    assert asset_key("studio/film/sc010_sh0020", VIDEO) != asset_key("agency/film/sc010_sh0020", VIDEO)


def test_a_take_is_called_after_its_slate() -> None:
    asset = asset_of(TAKE, BRIEF, PROMPT, MP4, strip="", poster="")
    assert file_name(TAKE, asset) == "sc010_sh0020_tk02.mp4"


@pytest.mark.parametrize(
    ("container", "codec", "media_type"),
    [("mp4", "h264", "video/mp4"), ("mp4", "", "audio/mp4"), ("mov", "prores", "video/quicktime"),
     ("wav", "", "audio/wav"), ("png", "png", "image/png"), ("webm", "vp9", "video/webm"),
     ("", "", "application/octet-stream")],
)  # fmt: skip
def test_what_bytes_are_called_follows_from_what_is_in_them(container: str, codec: str, media_type: str) -> None:
    assert media_type_of(MediaFacts(container=container, video_codec=codec)) == media_type

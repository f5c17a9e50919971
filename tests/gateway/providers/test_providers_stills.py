"""What providers sell as stills: how it is ordered, that it is a picture that came, and all of it."""

import re
from pathlib import Path

import pytest
from tests.gateway.providers.counterpart import Said, asked, counterpart, film, speaking
from tests.gateway.providers.test_price_book import TODAY, prompt

from picturelock.compiler.model import STILLS, TARGETS, ListedSizes
from picturelock.gateway.adapters.price_book import shipped_prices
from picturelock.gateway.adapters.providers import PROVIDERS
from picturelock.gateway.adapters.providers.replicate import Replicate
from picturelock.gateway.adapters.providers.runway import Runway
from picturelock.gateway.model import PriceBook
from picturelock.gateway.ports import Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient
from picturelock.testing.pictures import noise, picture

ENGINE = "runway/gen4_image"
SOLD = {engine: kind for kind in PROVIDERS.values() for engine in kind.stills}


def test_what_makes_stills_can_be_compiled_for_and_makes_no_takes() -> None:
    assert SOLD.keys() == STILLS.keys()
    assert not SOLD.keys() & TARGETS.keys()
    assert all(engine not in kind.engines for engine, kind in SOLD.items())


@pytest.mark.parametrize("engine", STILLS)
def test_a_still_of_every_size_has_a_price(engine: str) -> None:
    target, prices = STILLS[engine], PriceBook(shipped_prices())
    assert isinstance(target.sizes, ListedSizes)
    for width, height in target.sizes.sizes:
        said = {"ratio": f"{width}:{height}", "model": target.model}
        dear = engine == ENGINE and min(width, height) > 720
        price = prices.quote(prompt(engine, said, frames=1), TODAY).price.amount
        assert (f"{price:.2f}", engine) in {("0.08" if dear else "0.05", ENGINE), ("0.04", "replicate/flux-1.1-pro")}


async def test_each_is_ordered_as_its_provider_has_it() -> None:
    async with speaking(Runway, "http://127.0.0.1:1") as runway:
        said = {"model": "gen4_image", "ratio": "1080:1440"}
        assert runway.order(asked(ENGINE, parameters=said)) == (
            "/v1/text_to_image", {**said, "promptText": "slow dolly", "seed": 7},
        )  # fmt: skip
    async with speaking(Replicate, "http://127.0.0.1:1", "r8_8c1f6d0e2b7a") as replicate:
        said = {"aspect_ratio": "3:4", "output_format": "png", "seed": "7"}
        assert replicate.order(asked("replicate/flux-1.1-pro", parameters=said)) == (
            "/v1/models/black-forest-labs/flux-1.1-pro/predictions",
            {"input": {"prompt": "slow dolly", "aspect_ratio": "3:4", "output_format": "png", "seed": 7}},
        )


async def came(content: bytes, folder: Path) -> Path:
    """What is made of it, when it lies where the job says."""
    async with counterpart(lambda _: Said(content)) as there, speaking(Runway, there.base) as runway:
        job = Job("j1", JobState.SUCCEEDED, outputs=(f"{there.base}/still.png",))
        try:
            return (await runway.complete(job, asked(ENGINE).prompt, folder)).video
        finally:
            runway.close()


@pytest.mark.parametrize(("kind", "name"), [("PNG", "still.png"), ("JPEG", "still.jpg"), ("WEBP", "still.webp")])
async def test_a_picture_is_called_by_its_kind_and_half_of_one_is_fetched_again(
    kind: str, name: str, tmp_path: Path
) -> None:
    whole = noise((96, 96), kind)
    assert (await came(whole, tmp_path)).name == name
    for length in (len(whole) // 2, len(whole) - 3):
        with pytest.raises(Transient, match=re.escape(f"breaks off after {length} bytes")):
            await came(whole[:length], tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (film(), "is no picture but a film"),
        (b"<html>gone</html>", "neither MP4"),
        (picture(size=(8, 8)), "less than 64 pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64 + b"\0\0\0\0IEND\xaeB`\x82", "what it made is no picture"),
        (b"", "holds nothing"),
    ],
)
async def test_done_without_a_picture_is_a_failure(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(Declined, match=said) as declined:
        await came(content, tmp_path)
    assert declined.value.failure is Failure.BAD_OUTPUT

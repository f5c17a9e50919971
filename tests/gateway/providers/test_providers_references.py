"""Reference images at the providers: sent in the field that is meant for them, small enough, and never as a frame."""

import base64
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.gateway.providers.counterpart import PURCHASE, asked, speaking
from tests.gateway.providers.test_providers_twin import rented

from picturelock.compiler.model import TARGETS, compile_for
from picturelock.gateway.adapters.providers import PROVIDERS
from picturelock.gateway.adapters.providers.terms import picture as sent_picture
from picturelock.gateway.ports import Asked, Declined, JobState
from picturelock.kernel.nouns import Brief, Reference, ReferenceOf
from picturelock.testing.pictures import noise, picture
from picturelock.testing.samples import small_brief

SHOWING = [name for name, target in TARGETS.items() if target.most_references and name.partition("/")[0] in PROVIDERS]
FIELDS = {
    "fal": "images.image_url", "minimax": "content.image_url.url", "replicate": "input.subject_reference",
    "runway": "references.uri", "veo": "instances.referenceImages.image.bytesBase64Encoded",
}  # fmt: skip
"""Where in a request each provider has pictures of what a take shows."""


def shown(folder: Path, count: int) -> dict[str, Path]:
    """So many pictures by their digests."""
    files: dict[str, Path] = {}
    for n in range(count):
        data, file = picture(shade=n * 20), folder / f"{n:02d}.png"
        file.write_bytes(data)
        files[hashlib.sha256(data).hexdigest()] = file
    return files


def brief_of(digests: list[str]) -> Brief:
    named = [Reference(of=ReferenceOf.CHARACTER, id="mara", name="Mara", digest=digest) for digest in digests]
    return small_brief().model_copy(update={"references": tuple(named)})


def pictures_in(value: Any, at: str = "") -> list[tuple[str, str]]:
    """Every picture in a request: in which field it lies, and its digest."""
    if isinstance(value, dict):
        return [found for name, inner in value.items() for found in pictures_in(inner, f"{at}.{name}".strip("."))]
    if isinstance(value, list):
        return [found for inner in value for found in pictures_in(inner, at)]
    if isinstance(value, str) and (value.startswith("data:image/") or at.endswith("bytesBase64Encoded")):
        return [(at, hashlib.sha256(base64.b64decode(value.rpartition(",")[2])).hexdigest())]
    return []


@pytest.mark.parametrize("engine", SHOWING)
async def test_whom_it_shows_is_what_the_provider_receives_and_no_frame(engine: str, tmp_path: Path) -> None:
    files = shown(tmp_path, 12)
    prompt = compile_for(engine, brief_of(list(files)), revision=0).prompt
    assert prompt is not None
    assert list(prompt.references) == list(files)[: TARGETS[engine].most_references]
    provider = engine.partition("/")[0]
    async with rented(provider, tmp_path / "twin", pace=0.01) as at:
        order = Asked(PURCHASE, prompt, [files[digest] for digest in prompt.references])
        assert (await at.end_of(await at.provider.submit(order))).state is JobState.SUCCEEDED
        (job,) = at.twin.jobs()
    assert pictures_in(job.request) == [(FIELDS[provider], digest) for digest in prompt.references]


async def test_minimax_tells_references_from_frames_by_their_role(tmp_path: Path) -> None:
    (file,) = shown(tmp_path, 1).values()
    async with speaking(PROVIDERS["minimax"], "http://127.0.0.1:9") as provider:
        _, shows = provider.order(asked("minimax/h3", [file]))
        _, begins = provider.order(asked("minimax/h3", first_frame=file))
    assert [each.get("role") for each in shows["content"]] == [None, "reference_image"]
    assert shows["ratio"] == "16:9"
    assert [each.get("role") for each in begins["content"]] == [None, "first_frame"]


def test_a_picture_that_fits_is_sent_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "mara.webp"
    file.write_bytes(picture("WEBP"))
    sent = sent_picture(file, 1 << 20, "it")
    assert (sent.data, sent.media_type) == (file.read_bytes(), "image/webp")


@pytest.mark.parametrize("most", [250_000, 60_000])
def test_a_picture_that_is_too_large_is_sent_as_a_copy_that_fits(most: int, tmp_path: Path) -> None:
    file = tmp_path / "mara.png"
    file.write_bytes(noise((400, 300)))
    sent = sent_picture(file, most, "it")
    assert file.stat().st_size > most >= len(sent.data) > most / 3
    assert sent.uri.startswith("data:image/jpeg;base64,/9j/")
    with Image.open(io.BytesIO(sent.data)) as copy:
        assert abs(copy.width / copy.height - 4 / 3) < 0.02
    assert sent_picture(file, most, "it") == sent


def test_what_is_transparent_is_white_in_the_copy(tmp_path: Path) -> None:
    file = tmp_path / "clear.png"
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(file, compress_level=0)
    sent = sent_picture(file, 100_000, "it")
    with Image.open(io.BytesIO(sent.data)) as copy:
        assert copy.getpixel((0, 0)) == (255, 255, 255)


def test_a_picture_that_is_too_large_and_none_is_declined_before_anything_is_sent(tmp_path: Path) -> None:
    file = tmp_path / "mara.png"
    file.write_bytes(bytes(1000))
    with pytest.raises(Declined, match=r"mara\.png: 1,000 bytes; it takes 999 at most \(mara\.png: can't be made"):
        sent_picture(file, 999, "it")

"""What an asset is called, what kind of bytes it is, and what it came from. All pure."""

from enum import StrEnum

from picturelock.kernel.nouns import Asset, Brief, Lineage, MediaFacts, Noun, Prompt, Source, Staged, Take
from picturelock.kernel.nouns.base import Digest
from picturelock.kernel.records import Record

PICTURE_TYPES = {
    "mp4": "video/mp4", "mov": "video/quicktime", "matroska": "video/x-matroska", "webm": "video/webm",
    "png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp",
}  # fmt: skip
SOUND_TYPES = {
    "mp4": "audio/mp4", "mov": "audio/mp4", "matroska": "audio/x-matroska", "webm": "audio/webm", "wav": "audio/wav",
}  # fmt: skip
"""Media type by container, for bytes with a picture and for bytes without."""
ENDINGS = {
    "video/mp4": "mp4", "video/quicktime": "mov", "video/x-matroska": "mkv", "video/webm": "webm",
    "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "audio/mp4": "m4a",
    "audio/x-matroska": "mka", "audio/webm": "weba", "audio/wav": "wav",
}  # fmt: skip


class AssetKind(StrEnum):
    """How an asset came here first."""

    TAKE = "take"
    REFERENCE = "reference"


class AssetRecord(Record):
    asset: Asset
    kind: AssetKind = AssetKind.TAKE
    name: str = ""
    """What it was called when it was uploaded, or is called as a still; empty for a take."""


class Descent(Record):
    """That `child` was made from the asset it is kept under: `tenant/parent/child`."""

    child: Digest


class Upload(Noun):
    """What is told of a file before it comes. `size` 0 and `digest` empty were not told."""

    name: str
    size: int = 0
    digest: str = ""


def asset_key(shot_key: str, digest: str) -> str:
    """A tenant's bytes are one asset, whichever of its shots and projects they were made for."""
    tenant = shot_key.partition("/")[0]
    return f"{tenant}/{digest}"


def descent_key(asset_key: str, parent: str) -> str:
    tenant, _, child = asset_key.partition("/")
    return f"{tenant}/{parent}/{child}"


def size_problem(upload: Upload, came: int, most: int, *, is_whole: bool) -> str:
    """What is wrong with so many bytes of an upload, all of it or the first; empty when nothing is."""
    if came > most:
        return f"metadata.size: {upload.name} has more than {most:,} bytes, which is too much here; upload less"
    if upload.size and (came > upload.size or (is_whole and came < upload.size)):
        more = "more than" if came > upload.size else f"{came:,} and not"
        return f"metadata.size: {upload.name} has {more} the {upload.size:,} bytes that were told; upload it again"
    return ""


def reference_of(digest: str, size: int, facts: MediaFacts, *, strip: str, poster: str) -> Asset:
    """`strip` and `poster` are digests of stored pictures, or empty."""
    return Asset(
        digest=digest, size=size, media_type=media_type_of(facts), facts=facts, strip=strip, poster=poster
    )  # fmt: skip


def still_of(
    picture: Staged, brief: Brief, prompt: Prompt, engine_version: str, facts: MediaFacts, *, strip: str, poster: str
) -> Asset:  # fmt: skip
    lineage = _lineage(_entry(brief), prompt, prompt.digest, engine_version)
    return _made(picture, lineage, facts, strip=strip, poster=poster)


def _entry(brief: Brief) -> Source | None:
    """Of the bible, where the subject of a still is described."""
    people, things = [each.source for each in brief.cast], [each.source for each in brief.props]
    return next(filter(None, (*people, *things, brief.setting.place.source, brief.look.source)), None)


def asset_of(take: Take, brief: Brief, prompt: Prompt, facts: MediaFacts, *, strip: str, poster: str) -> Asset:
    lineage = _lineage(script_line(brief), prompt, take.prompt_digest, take.engine_version)
    report = take.report.digest if take.report else ""
    return _made(take.video, lineage, facts, strip=strip, poster=poster, report=report)


def _made(
    staged: Staged, lineage: Lineage, facts: MediaFacts, *, strip: str, poster: str, report: str = ""
) -> Asset:  # fmt: skip
    """`strip`, `poster` and `report` are digests of what is stored, or empty."""
    return Asset(
        digest=staged.digest, size=staged.size, media_type=media_type_of(facts), facts=facts, lineage=lineage,
        strip=strip, poster=poster, report=report,
    )  # fmt: skip


def _lineage(script: Source | None, prompt: Prompt, prompt_digest: str, engine_version: str) -> Lineage:
    """The parents are the pictures that the engine was shown."""
    return Lineage(
        script=script, brief_digest=prompt.brief_digest, prompt_digest=prompt_digest, engine=prompt.engine,
        engine_version=engine_version, seed=prompt.seed, parents=tuple(dict.fromkeys(prompt.pictures)),
    )  # fmt: skip


def script_line(brief: Brief) -> Source | None:
    """The first line of the script that the shot shows; where it shows none of its own, its scene's heading."""
    told = [action.source for action in brief.actions] + [line.source for line in brief.lines]
    written = [source for source in told if source is not None and source.line]
    return min(written, key=lambda source: source.line, default=brief.setting.source)


def media_type_of(facts: MediaFacts) -> str:
    types = PICTURE_TYPES if facts.video_codec else SOUND_TYPES
    return types.get(facts.container, "application/octet-stream")


def file_name(take: Take, asset: Asset) -> str:
    """What a take is called outside of the store, e.g. `sc010_sh0020_tk01.mp4`."""
    return f"{take.slate}.{ENDINGS.get(asset.media_type, 'bin')}"

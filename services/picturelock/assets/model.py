"""What an asset is called, what kind of bytes it is, and what it came from. All pure."""

from picturelock.kernel.nouns import Asset, Brief, Lineage, MediaFacts, Prompt, Source, Take
from picturelock.kernel.records import Record

PICTURE_TYPES = {
    "mp4": "video/mp4", "mov": "video/quicktime", "matroska": "video/x-matroska", "webm": "video/webm",
    "png": "image/png", "jpeg": "image/jpeg",
}  # fmt: skip
SOUND_TYPES = {
    "mp4": "audio/mp4", "mov": "audio/mp4", "matroska": "audio/x-matroska", "webm": "audio/webm", "wav": "audio/wav",
}  # fmt: skip
"""Media type by container, for bytes with a picture and for bytes without."""
ENDINGS = {
    "video/mp4": "mp4", "video/quicktime": "mov", "video/x-matroska": "mkv", "video/webm": "webm",
    "image/png": "png", "image/jpeg": "jpg", "audio/mp4": "m4a", "audio/x-matroska": "mka", "audio/webm": "weba",
    "audio/wav": "wav",
}  # fmt: skip


class AssetRecord(Record):
    asset: Asset


def asset_key(shot_key: str, digest: str) -> str:
    """A tenant's bytes are one asset, whichever of its shots and projects they were made for."""
    tenant = shot_key.partition("/")[0]
    return f"{tenant}/{digest}"


def asset_of(take: Take, brief: Brief, prompt: Prompt, facts: MediaFacts, *, strip: str, poster: str) -> Asset:
    """`strip` and `poster` are digests of stored pictures."""
    return Asset(
        digest=take.video.digest,
        size=take.video.size,
        media_type=media_type_of(facts),
        facts=facts,
        lineage=lineage_of(take, brief, prompt),
        strip=strip,
        poster=poster,
        report=take.report.digest if take.report else "",
    )


def lineage_of(take: Take, brief: Brief, prompt: Prompt) -> Lineage:
    """The parents are the reference images that the engine was shown."""
    return Lineage(
        script=script_line(brief),
        brief_digest=prompt.brief_digest,
        prompt_digest=take.prompt_digest,
        engine=take.engine,
        engine_version=take.engine_version,
        seed=take.seed,
        parents=tuple(dict.fromkeys(prompt.references)),
    )


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

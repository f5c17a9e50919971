"""From the bytes of a script file to its text: which encoding it is in, or what it is instead of a script."""

import codecs
import re

from picturelock.kernel.errors import Invalid

MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "an MP3 sound file"),
    (b"\xff\xfb", "an MP3 sound file"),
    (b"OggS", "an Ogg media file"),
    (b"fLaC", "a FLAC sound file"),
    (b"RIFF", "a WAV or AVI file"),
    (b"\x1a\x45\xdf\xa3", "a Matroska or WebM film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"bplist", "a binary property list"),
)
WAY_OUT = "export the script as Fountain (plain text, UTF-8) and give that file"
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE = tuple(bom for bom, name in BOMS if name != "utf-8")
"""Marks of encodings in which text has NULs."""
BREAK = re.compile(r"\r\n|\r|\n")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
BLANKS = str.maketrans({"\xa0": " ", "\u2007": " ", "\u202f": " ", "\u2028": " ", "\u2029": " ", "\v": " "})


def read_lines(data: bytes, file: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the text without their line ends, and warnings. Line n of the file is item n - 1.

    Form feeds stay; other control characters and invisible marks are taken out. Raises Invalid for
    anything that is no text, and for text without a word in it.
    """
    if not data.strip():
        raise Invalid(f"{file}:1: the script is empty; write a scene heading like 'INT. KITCHEN - DAY' and go on")
    if other := _other_kind(data):
        raise Invalid(f"{file}:1: this seems to be {other}, not a script; {WAY_OUT}")
    text, warnings = _decoded(data, file)
    lines = tuple(UNSEEN.sub("", line).translate(BLANKS) for line in BREAK.split(text))
    if not any(line.strip() for line in lines):
        raise Invalid(f"{file}:1: the script is empty; write a scene heading like 'INT. KITCHEN - DAY' and go on")
    return lines, warnings


def _other_kind(data: bytes) -> str:
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _archive_kind(data)
    if data[4:8] == b"ftyp":
        return "an MP4 or QuickTime film"
    start = data[:1024].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if start.startswith(b"<?xml"):
        return "a Final Draft document" if b"<finaldraft" in start else "an XML document"
    return "" if data.startswith(WIDE) else _noise(data)


def _archive_kind(data: bytes) -> str:
    if b"word/" in data:
        return "a Word document"
    return "an OpenDocument text" if b"opendocument.text" in data[:200] else "a ZIP archive"


def _noise(data: bytes) -> str:
    """Bytes that no text has, or too many that texts hardly have."""
    if b"\0" in data:
        half = len(data) // 2
        wide = max(data[0::2].count(0), data[1::2].count(0)) > half * 0.8
        return "UTF-16 text without a byte order mark" if wide else "a binary file"
    controls = sum(data.count(byte) for byte in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return "a binary file" if controls > max(8, len(data) // 50) else ""


def _decoded(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    for bom, name in BOMS:
        if data.startswith(bom):
            return _marked(data, name, file)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as bad:
        line = len(BREAK.findall(data[: bad.start].decode("latin-1"))) + 1
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace"), (
            f"{file}:{line}: has bytes that are no UTF-8, shown as \ufffd; write the line again and save as UTF-8",
        )
    text = "".join(data[at : at + 1].decode("cp1252", "ignore") for at in range(len(data)))
    return text, (
        f"{file}:{line}: is not UTF-8, so the file was read as Windows-1252; save it as UTF-8 if letters look wrong",
    )


def _marked(data: bytes, name: str, file: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode("utf-8-sig" if name == "utf-8" else name, "replace")
    warnings = []
    if name != "utf-8":
        warnings.append(f"{file}:1: is {name.upper()}, not UTF-8; it was read all the same, but save it as UTF-8")
    if "\ufffd" in text:
        line = len(BREAK.findall(text[: text.index("\ufffd")])) + 1
        warnings.append(f"{file}:{line}: has bytes that are no {name.upper()}, shown as \ufffd; write the line again")
    return text, tuple(warnings)


def _mostly_utf8(data: bytes) -> bool:
    """Whether far more letters outside ASCII are good UTF-8 than are not."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - bad > 4 * bad

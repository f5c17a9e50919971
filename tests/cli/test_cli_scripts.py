"""Scripts that cannot be used get one line that says what, where and what to do; odd ones are read all the same."""

import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from tests.cli.cli_run import SCRIPT, picturelock


def _picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _archive(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "made.zip", "w") as made:
        made.writestr("script.txt", SCRIPT)
    return (folder / "made.zip").read_bytes()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the script is empty; write a scene heading"),
        (b" \n\t\n", "the script is empty; write a scene heading"),
        (
            b"Just some prose.\n\nAnd more.\n",
            "there is no scene heading in the script, which begins 'Just",
        ),
        (_picture(), "this seems to be a PNG picture, not a script"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2mp41" + bytes(64), "MP4 or QuickTime film, not a script"),
        (b"\x7fELF\2\1\1" + bytes(100), "this seems to be a program, not a script"),
        (bytes(range(256)) * 8, "not a script"),
    ],
    ids=["empty", "blank", "prose", "picture", "film", "program", "bytes"],
)
def test_what_is_no_script_is_refused_with_what_it_seems_to_be(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "odd.fountain"
    file.write_bytes(data)
    ran = picturelock("make", file, "--out", tmp_path / "out")
    assert ran.code == 2
    assert said in ran.complaint
    assert ran.complaint.startswith("odd.fountain:1: ")
    assert not (tmp_path / "out").exists()


def test_an_archive_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "odd.fountain"
    file.write_bytes(_archive(tmp_path))
    assert "ZIP archive, not a script" in picturelock("plan", file).complaint


def test_a_missing_script_is_named(tmp_path: Path) -> None:
    ran = picturelock("make", tmp_path / "none.fountain")
    assert ran.code == 2
    assert ran.complaint == f"{tmp_path}/none.fountain: there is no such file; check the path of the script"


def test_a_directory_is_no_script(tmp_path: Path) -> None:
    ran = picturelock("make", tmp_path)
    assert ran.code == 2
    assert ran.complaint == f"{tmp_path}: is a directory; name the script inside it"


def test_a_script_in_latin_1_is_read_with_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "cafe.fountain"
    file.write_bytes("INT. CAFÉ - DAY\n\nZOË sits.\n\nZOË\nOui.\n".encode("latin-1"))
    ran = picturelock("plan", file, cwd=tmp_path)
    assert ran.code == 0
    assert "ZOË: Oui." in ran.out
    (warning,) = ran.err.splitlines()
    assert warning.startswith("warning: cafe.fountain:1: is not UTF-8")


@pytest.mark.parametrize("begins", ["", "\ufeff"], ids=["crlf", "crlf and bom"])
def test_line_ends_and_a_byte_order_mark_change_nothing(script: Path, tmp_path: Path, begins: str) -> None:
    folder = tmp_path / "windows"
    folder.mkdir()
    (folder / script.name).write_bytes((begins + SCRIPT.replace("\n", "\r\n")).encode())
    plain = picturelock("plan", script, cwd=tmp_path)
    assert (plain.code, plain.err) == (0, "")
    assert picturelock("plan", folder / script.name, cwd=tmp_path) == plain


def test_a_script_of_500_scenes_is_planned(tmp_path: Path) -> None:
    file = tmp_path / "long.fountain"
    file.write_text("".join(_scene(number) for number in range(500)))
    ran = picturelock("plan", file, cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.err == ""
    assert "sc5000_sh0010" in ran.out
    assert ran.out.count("_sh0010  new") == 500


def _scene(number: int) -> str:
    place = f"INT. ROOM {number % 40} - {'DAY' if number % 2 else 'NIGHT'}"
    return f"{place}\n\nANNA walks in with a book.\n\nANNA\nIs it room {number}?\n\nBORIS\nIt is.\n\n"

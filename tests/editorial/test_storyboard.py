"""The storyboard shows every shot once, in the script's order, and survives a bad picture."""

import io
import re
import zlib
from pathlib import Path

import pytest
from PIL import Image
from tests.editorial.editorial_takes import by_shot, circled, listed, shots

from picturelock.editorial.adapters.burn_in import draw_card, draw_strip
from picturelock.editorial.adapters.storyboard import draw
from picturelock.editorial.adapters.typeface import font, shortened, wrapped
from picturelock.editorial.model import Assembly, Card, Finish, Format, Slate, assemble
from picturelock.editorial.settings import EditorialSettings
from picturelock.kernel.nouns import Line, Rate


def film(count: int) -> Assembly:
    line = Line(character="ada", cue="ADA", text="Hold <b>on</b> & wait. " * 12, start=0, frames=20, off_screen=True)
    names = shots(count)
    return assemble(
        "studio/film", "The Ferry", [listed(name) for name in names],
        by_shot(circled(name, lines=[line], reason="held" if at == 1 else "") for at, name in enumerate(names)),
        Finish(),
    )  # fmt: skip


def poster(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 180), colour).save(out, "JPEG")
    return out.getvalue()


def test_each_scene_is_a_sheet_and_the_document_has_them_all(tmp_path: Path) -> None:
    written = draw(film(10), {}, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "storyboard/sc010.png", "storyboard/sc020.png", "storyboard/sc030.png", "storyboard.pdf",
    ]  # fmt: skip
    assert len(re.findall(rb"/Type /Page\b", written[-1].read_bytes())) == 3


def test_a_long_scene_goes_on_over_pages(tmp_path: Path) -> None:
    names = [f"sc010_sh{at:04d}" for at in range(10, 150, 10)]
    plan = assemble("studio/film", "F", [listed(name) for name in names], {}, Finish())
    pdf = draw(plan, {}, tmp_path)[-1].read_bytes()
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 3


def test_a_poster_stands_in_its_panel(tmp_path: Path) -> None:
    plan = film(2)
    draw(plan, {plan.events[0].shot: poster("#ff0000")}, tmp_path)
    with Image.open(tmp_path / "storyboard" / "sc010.png") as sheet:
        pixels = sheet.convert("RGB").getcolors(2**24) or []
    red = sum(count for count, pixel in pixels if isinstance(pixel, tuple) and pixel[0] > 240 and pixel[1] < 20)
    assert red > 80_000


@pytest.mark.parametrize("bad", [b"", b"no picture", poster("red")[:200], b"GIF89a" + bytes(50)])
def test_a_bad_poster_leaves_a_blank_panel(bad: bytes, tmp_path: Path) -> None:
    plan = film(1)
    without = draw(plan, {}, tmp_path / "a")
    with_bad = draw(plan, {plan.events[0].shot: bad}, tmp_path / "b")
    assert [path.read_bytes() for path in without] == [path.read_bytes() for path in with_bad]


def test_the_document_says_who_speaks_and_takes_the_scripts_marks_for_words(tmp_path: Path) -> None:
    pdf = draw(film(1), {}, tmp_path)[-1].read_bytes()
    assert pdf.startswith(b"%PDF")
    assert zlib.crc32(pdf) == zlib.crc32(draw(film(1), {}, tmp_path)[-1].read_bytes())


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (720, 1280), (64, 36), (4096, 2160)])
def test_strips_and_cards_fit_any_picture(width: int, height: int, tmp_path: Path) -> None:
    look = Format(width=width, height=height)
    draw_strip(
        Slate(title="T" * 200, shot="sc010_sh0010", take="take 1", held="because " * 40), look, tmp_path / "s.png"
    )
    draw_card(
        Card(shot="sc010_sh0010", action="word " * 300, dialogue=("A: " + "b" * 500,) * 9), look, tmp_path / "c.png"
    )
    with Image.open(tmp_path / "s.png") as strip, Image.open(tmp_path / "c.png") as card:
        assert strip.width == width
        assert strip.height <= height / 2
        assert card.size == (width, height)


def test_text_is_cut_where_it_must_be() -> None:
    face = font(16)
    assert shortened("short", face, 500) == "short"
    assert face.getlength(shortened("word " * 50, face, 100)) <= 100
    assert wrapped("", face, 100, 3) == []
    lines = wrapped("word " * 50, face, 120, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(face.getlength(line) <= 120 for line in lines)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICTURELOCK_EDITORIAL_SLATE", "false")
    monkeypatch.setenv("PICTURELOCK_EDITORIAL_LOUDNESS", "-16")
    finish = EditorialSettings().finish(Rate(numerator=25), 641, 359)
    assert (finish.slate, finish.loudness) == (False, -16)
    assert (finish.format.width, finish.format.height, finish.format.rate) == (642, 360, Rate(numerator=25))

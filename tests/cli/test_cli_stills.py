"""Reference images, bought on the command line of the studio twin: once, within the budget, and never written over."""

import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.cli.cli_desk import Desk
from tests.cli.cli_run import Ran

from picturelock.assets.handlers import Assets
from picturelock.assets.model import AssetKind
from picturelock.house import embedded
from picturelock.media.still import look_at
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.twin.running import Twin, twin_in_thread

BIBLE = """# by hand
looks:
  default: {words: grainy 16 mm film}
characters:
  mara: {words: a woman of forty, looks: {default: {coat: dark green wool coat}}}
locations:
  kitchen: {words: a tiled kitchen, features: [window, stove]}
props:
  lantern: {words: an old oil lantern, colour: red}
"""
MARA = ("--of", "character/mara")
TWO_AT_ONCE = {"runway": "key_8c1f6d0e2b7a4f5e", "replicate": "r8_8c1f6d0e2b7a"}


class Studio(Desk):
    def __init__(self, folder: Path, twin: Twin) -> None:
        super().__init__(folder, twin)
        given = {name: {"key": key, "url": twin.url(name), "slots": 2} for name, key in TWO_AT_ONCE.items()}
        self.env["PICTURELOCK_GATEWAY_PROVIDERS"] = json.dumps(given)
        self.bible.write_text(BIBLE)

    def stills(self, *words: str | Path) -> Ran:
        return self.run("stills", self.script, *self.pages, *words)

    def told(self, *words: str | Path) -> list[dict[str, Any]]:
        ran = self.stills(*words, "--json")
        assert ran.code == 0, ran.err
        found: list[dict[str, Any]] = json.loads(ran.out)["stills"]
        return found

    @property
    def billed(self) -> Decimal:
        return sum((line.amount for line in self.twin.bill()), Decimal(0))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Studio]:
    with twin_in_thread(tmp_path / "twin") as twin:
        yield Studio(tmp_path, twin)


async def test_a_picture_of_whatever_has_none_is_bought_once_and_put_beside_the_bible(desk: Studio) -> None:
    desk.twin.set_faults("truncated=#1+2")
    told = desk.told("--budget", "5")
    assert [each["subject"] for each in told] == ["character/mara", "location/kitchen", "prop/lantern", "look/default"]
    assert sum(Decimal(each["amount"]) for each in told) == desk.billed == Decimal("0.26")
    for each in told:
        look_at(Path(each["file"]))
        assert hashlib.sha256(Path(each["file"]).read_bytes()).hexdigest() == each["digest"]
    assert "dark green wool coat" in told[0]["prompt"]
    assert {job.path for job in desk.twin.jobs()} == {"/v1/text_to_image"}
    again = desk.told()
    assert [each["file"] for each in again] == [each["file"] for each in told]
    assert not any(each["bought"] for each in again)
    assert len(desk.twin.bill()) == 4
    assert desk.bible.read_text() == BIBLE
    async with embedded(desk.out / ".picturelock", at_work=False) as house:
        kept = await house.desk(Assets).record("local", told[0]["digest"])
    assert (kept.kind, kept.name) == (AssetKind.REFERENCE, "references_character.mara.1.png")
    came = kept.asset.lineage
    assert (came.engine, came.prompt_digest) == ("runway/gen4_image", told[0]["prompt_digest"])
    assert (str(came.script), kept.asset.facts.width) == ("small.bible.yaml:5 (characters.mara)", 1080)


def test_what_they_cost_is_told_apart_from_the_films_takes_and_hinders_none(desk: Studio) -> None:
    told = desk.told(*MARA, "--budget", "5")
    for by, name in (("scene", "references"), ("cause", "references"), ("engine", "runway/gen4_image")):
        (row,) = json.loads(desk.run("spend", "small", "--by", by, "--json").out)
        assert (row["name"], row["takes"], row["spent"]) == (name, 1, told[0]["amount"])
        assert Decimal(row["wasted"]) == 0
    bill = desk.bill("bill.json")
    assert desk.run("reconcile", bill, "small").code == 0
    made = desk.make(engine="previz")
    assert made.code == 0, made.err
    estimate = desk.run("estimate", desk.script, *desk.pages, "--engine", "runway/gen4.5", "--json")
    assert "references" not in estimate.out
    shots = [shot["shot"] for shot in json.loads(desk.run("plan", desk.script, *desk.pages, "--json").out)["shots"]]
    assert shots == ["sc010_sh0010", "sc010_sh0020"]


def test_the_lines_that_are_printed_make_a_bible_that_names_them(desk: Studio) -> None:
    ran = desk.stills("--budget", "5")
    lines = ran.out.partition(":\n\n")[2]
    bible = read_bible(lines.encode(), "small.bible.yaml")
    assert bible.characters["mara"].references == ("refs/mara-1.png",)
    assert bible.looks["default"].references == ("refs/default-1.png",)
    (desk.bible.parent / "refs" / "a, b: c.png").write_bytes((desk.bible.parent / "refs" / "mara-1.png").read_bytes())
    desk.bible.write_text(BIBLE.replace("mara: {", 'mara: {references: ["refs/a, b: c.png", refs/mara-1.png], '))
    assert [each["subject"] for each in desk.told()] == ["location/kitchen", "prop/lantern", "look/default"]
    more = json.loads(desk.stills(*MARA, "--count", "2", "--json").out)
    assert 'references: ["refs/a, b: c.png", refs/mara-1.png, refs/mara-2.png]' in more["bible"]
    again = read_bible(more["bible"].encode(), "small.bible.yaml")
    assert again.characters["mara"].references == ("refs/a, b: c.png", "refs/mara-1.png", "refs/mara-2.png")
    assert [each["bought"] for each in more["stills"]] == [False, True]
    assert desk.run("plan", desk.script, *desk.pages).code == 0


def test_other_words_are_another_picture_and_no_file_is_written_over(desk: Studio) -> None:
    first = Path(desk.told(*MARA, "--budget", "5")[0]["file"])
    first.write_bytes(b"painted over by hand")
    desk.bible.write_text(BIBLE.replace("forty", "fifty"))
    second = Path(desk.told(*MARA)[0]["file"])
    assert (first.name, second.name) == ("mara-1.png", "mara-2.png")
    assert first.read_bytes() == b"painted over by hand"
    desk.bible.write_text(BIBLE)
    third = desk.told(*MARA)[0]
    assert (Path(third["file"]).name, third["bought"]) == ("mara-3.png", False)
    assert len(desk.twin.bill()) == 2


def test_another_provider_sells_them_too(desk: Studio) -> None:
    desk.twin.set_faults("replicate.lost_answer=#1")
    desk.give("replicate", horizon=1.0)
    told = desk.told(*MARA, "--engine", "replicate/flux-1.1-pro", "--count", "2", "--budget", "5")
    assert desk.billed == Decimal("0.08") == sum(Decimal(each["amount"]) for each in told)
    assert len({each["digest"] for each in told}) == 2
    assert {job.request["input"]["aspect_ratio"] for job in desk.twin.jobs("replicate")} == {"3:4"}


def test_one_whose_answer_was_lost_is_not_bought_again_and_comes_when_its_job_is_found(desk: Studio) -> None:
    desk.twin.set_faults("runway.lost_answer=#1")
    for _ in range(2):
        ran = desk.stills(*MARA, "--budget", "5")
        assert ran.code == 1
        assert "not to be had: character/mara 1: PARKED: may be bought or not" in ran.err
    (line,) = desk.twin.bill("runway")
    made = desk.make(engine="previz")
    assert (made.code, "in doubt" in made.err) == (0, False)
    assert desk.run("purchases", "settle", "small", "references_character.mara.1", "--job", line.job).code == 0
    assert desk.told(*MARA)[0]["digest"]
    assert len(desk.twin.bill("runway")) == 1


def test_who_is_killed_meanwhile_goes_on_without_buying_again(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path / "twin", pace=0.2) as twin:
        desk = Studio(tmp_path, twin)
        words = ["stills", desk.script, *desk.pages, *MARA, "--budget", "5", "--out", desk.out]
        with subprocess.Popen([sys.executable, "-m", "picturelock", *map(str, words)], env=desk.env) as run:
            ends = time.monotonic() + 60
            while not twin.jobs():
                assert time.monotonic() < ends
                time.sleep(0.05)
            run.send_signal(signal.SIGKILL)
        still = desk.stills(*MARA)
        (line,) = twin.bill()
        if "PARKED" in still.err:  # it was killed before the answer was written down
            assert desk.run("purchases", "settle", "small", "references_character.mara.1", "--job", line.job).code == 0
        assert desk.told(*MARA)[0]["file"]
        assert len(twin.bill()) == 1


def test_one_that_is_refused_is_told_with_its_reason_and_the_others_come(desk: Studio) -> None:
    desk.give("runway", slots=1)
    desk.twin.set_faults("runway.moderated=#1")
    ran = desk.stills("--budget", "5")
    assert ran.code == 1
    (refused,) = [line for line in ran.err.splitlines() if line.startswith("not to be had")]
    assert "SAFETY_OUTPUT" in refused
    assert len(list((desk.bible.parent / "refs").iterdir())) == 3


def test_nothing_is_bought_over_the_budget_nor_without_one(desk: Studio) -> None:
    assert "NO_BUDGET" in desk.stills(*MARA).err
    assert desk.twin.bill() == []
    ran = desk.stills("--budget", "0.10")
    assert (ran.code, "OVER_BUDGET" in ran.err) == (1, True)
    assert 0 < desk.billed <= Decimal("0.10")
    assert desk.stills("--budget", "5").code == 0
    assert len(desk.twin.bill()) == 4


def test_what_costs_more_than_was_approved_is_not_bought_unasked(desk: Studio) -> None:
    refused = desk.stills("--budget", "5", "--approve", "0.20")
    assert refused.code == 2
    assert "4 stills are to be bought, for 0.26 USD" in refused.complaint
    assert "say --approve 0.26, or --yes" in refused.complaint
    assert desk.twin.bill() == []
    assert desk.stills("--approve", "0.20", "--yes").code == 0
    assert desk.stills("--approve", "0").code == 0, "what was bought needs no approval"


def test_one_without_a_price_is_not_bought_and_it_is_said_what_to_add(desk: Studio) -> None:
    prices = desk.out.parent / "prices.yaml"
    row = 'engine: runway/gen4_image, units: 5, per: take, each: 0.01, when: {ratio: "720:720"}'
    prices.write_text(f"prices:\n  - {{{row}, since: 2026-11-01, source: here}}\n")
    desk.env["PICTURELOCK_GATEWAY_PRICES"] = str(prices)
    ran = desk.stills(*MARA, "--budget", "5")
    assert ran.code == 2
    assert "runway/gen4_image: no price holds for model gen4_image, ratio 1080:1440" in ran.complaint
    assert "add a row to the price book" in ran.complaint
    assert desk.twin.jobs() == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--of", "character/mira"), "has no such subject that can be seen; did you mean character/mara"),
        (("--of", "planet"), "use character/mara, location/kitchen, prop/lantern, look/default"),
        (("--count", "9"), "--count 9: is out of range; use 1 to 8"),
        (("--engine", "runway/gen4.5"), "makes no stills; use runway/gen4_image, replicate/flux-1.1-pro"),
        (("--approve", "lots"), "--approve lots: is no amount"),
    ],
)
def test_wrong_input_is_told_in_a_line(desk: Studio, words: tuple[str, ...], said: str) -> None:
    ran = desk.stills(*words)
    assert ran.code == 2
    assert said in ran.complaint
    assert desk.twin.jobs() == []


def test_without_a_key_it_is_said_where_to_give_one(desk: Studio) -> None:
    desk.env.pop("PICTURELOCK_GATEWAY_PROVIDERS")
    assert "give a provider's key in PICTURELOCK_GATEWAY_PROVIDERS" in desk.stills().complaint


def test_no_shot_is_made_by_what_makes_stills(desk: Studio) -> None:
    assert "makes stills, and no takes of shots" in desk.make("--budget", "5", engine="runway/gen4_image").complaint
    assert desk.twin.jobs() == []

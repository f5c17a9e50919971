"""What was paid for takes that are in no cut, and why."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.cli.cli_desk import Desk

from picturelock.cli.waste import Fate, Footage
from picturelock.twin.running import twin_in_thread
from picturelock_api.gateway.v1.service_pb2 import Purchase


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with twin_in_thread(tmp_path / "twin") as twin:
        yield Desk(tmp_path, twin)


def wasted(desk: Desk, *words: str) -> dict[str, Decimal]:
    rows = json.loads(desk.run("spend", "small", "--wasted", *words, "--json").out)
    return {row["name"]: Decimal(row["wasted"]) for row in rows}


def test_takes_that_were_sent_back_are_wasted_by_what_was_found(desk: Desk) -> None:
    desk.env |= {"PICTURELOCK_CONTINUITY_POLICY__NO_SOUND__ON": "true", "PICTURELOCK_REGISTRY_MOST_REVISIONS": "2"}
    assert desk.make("--budget", "5").code == 0
    spoken = sorted(
        (each for each in desk.purchases() if each["shot"] == "sc010_sh0020"), key=lambda p: p["take_number"]
    )
    back = sum((Decimal(each["charged"]) for each in spoken[1:]), Decimal(0))
    assert len(spoken) == 3
    assert wasted(desk) == {"rejected: no_sound": back}
    assert wasted(desk, "--by", "shot") == {"sc010_sh0020": back}
    billed = sum(line.amount for line in desk.twin.bill("runway"))
    assert f"wasted: {back} of {billed} USD" in desk.run("spend", "small", "--wasted").out
    rows = json.loads(desk.run("spend", "small", "--by", "cause", "--json").out)
    assert {row["name"]: Decimal(row["spent"]) for row in rows} == {
        "in the cut": billed - back, "rejected: no_sound": back,
    }  # fmt: skip


def test_a_take_of_a_brief_that_was_written_anew_is_wasted_by_that(desk: Desk) -> None:
    desk.make("--budget", "5")
    assert desk.run("spend", "small", "--wasted").out.strip() == "nothing was wasted"
    before = {each["purchase"]: each for each in desk.purchases() if each["shot"] == "sc010_sh0020"}
    desk.script.write_text(desk.script.read_text().replace("Hello", "Good evening, all of you"))
    desk.make()
    assert wasted(desk) == {"brief changed": sum(Decimal(each["charged"]) for each in before.values())}


def test_what_was_paid_for_a_shot_that_is_no_longer_in_the_script_is_wasted(desk: Desk) -> None:
    desk.make("--budget", "5")
    desk.script.write_text("INT. KITCHEN - DAY\n\nMARA sits.\n")
    desk.make()
    gone = {each["shot"] for each in desk.purchases()} - {"sc010_sh0010"}
    paid = sum(Decimal(each["charged"]) for each in desk.purchases() if each["shot"] in gone)
    assert wasted(desk)["shot left out"] == paid > 0


@pytest.mark.parametrize(
    ("current", "take", "fate"),
    [
        (True, 1, Fate("given up for another take", wasted=True)),
        (True, 2, Fate("not judged yet")),
        (False, 1, Fate("not judged yet")),
    ],
)
def test_a_take_that_nobody_waited_for_any_more_is_wasted(current: bool, take: int, fate: Fate) -> None:  # noqa: FBT001
    bought = Purchase(shot="sc010_sh0010", take_number=take, state="delivered", charged="0.20")
    assert Footage({}, {"sc010_sh0010": 2}, current).fate(bought) == fate

"""Shots that move to another engine: what that means is shown first, and an engine that is no more is left."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.cli_desk import ENGINE, Desk

from picturelock.twin.running import twin_in_thread

OTHER = "kling/2.6"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with twin_in_thread(tmp_path / "twin") as twin:
        yield Desk(tmp_path, twin, ("runway", "kling"))


def test_a_film_is_made_by_the_engines_that_its_rules_name_and_says_why(desk: Desk) -> None:
    desk.bible.write_text(f"""film: {{engine: {ENGINE}}}
routes:
  - {{name: who speaks, when: {{dialogue: true}}, engines: {OTHER}}}
""")
    made = desk.run("make", desk.script, *desk.pages, "--budget", "5")
    assert made.code == 0, made.err
    assert {line.provider for line in desk.twin.bill()} == {"runway", "kling"}
    why = desk.run("explain", "sc010_sh0020")
    assert "by who speaks, small.bible.yaml:3 (routes.0); dialogue: yes" in why.out
    plan = desk.run("plan", desk.script, *desk.pages)
    assert f"nothing to shoot; by {ENGINE} 1, {OTHER} 1" in plan.out


def test_a_dear_engine_is_used_until_so_much_was_spent(desk: Desk) -> None:
    desk.bible.write_text(f"""film: {{engine: {ENGINE}}}
routes:
  - {{when: {{most_spent: 0.10}}, engines: {OTHER}}}
""")
    assert desk.run("make", desk.script, *desk.pages, "--budget", "5").code == 0
    assert {line.provider for line in desk.twin.bill()} == {"kling"}
    assert "nothing to shoot" in desk.run("plan", desk.script, *desk.pages).out
    desk.script.write_text(desk.script.read_text().replace("Hello.", "Good evening."))
    assert desk.run("make", desk.script, *desk.pages).code == 0
    assert [line.provider for line in desk.twin.bill()] == ["kling", "kling", "runway"]


def test_recompiling_shows_what_changes_what_is_lost_and_what_it_costs_and_does_nothing(desk: Desk) -> None:
    assert desk.make("--budget", "5").code == 0
    billed = desk.twin.bill()
    told = desk.run("recompile", desk.script, "--engine", OTHER)
    assert told.code == 0
    assert f"Small: 2 shots to {OTHER}; a take of each costs" in told.out
    assert "lost: W013" in told.out
    shots = json.loads(desk.run("recompile", desk.script, "--engine", OTHER, "--json").out)["shots"]
    assert {(shot["from"], shot["to"], shot["standing"]) for shot in shots} == {(ENGINE, OTHER, "reengined")}
    assert desk.twin.bill() == billed
    assert "nothing to shoot" in desk.run("plan", desk.script, "--engine", ENGINE).out


@pytest.mark.parametrize(
    "words",
    [
        ("recompile", "{script}", "--engine", "runway/gen9"),
        ("estimate", "{script}", "--engine", "runway/gen9"),
        ("drill", "sunset", ENGINE, "{script}", "--to", "runway/gen9", "--go"),
        ("drill", "sunset", "runway/gen9", "{script}"),
    ],
)
def test_an_engine_that_nobody_knows_is_told_once(desk: Desk, words: tuple[str, ...]) -> None:
    desk.make("--budget", "5")
    told = desk.run(*(each.format(script=desk.script) for each in words))
    assert told.code == 2
    assert told.err.startswith("error: runway/gen9: there is no such engine; did you mean runway/")
    assert len(told.err.splitlines()) == 1


def test_shots_do_not_leave_an_engine_for_itself(desk: Desk) -> None:
    told = desk.run("drill", "sunset", ENGINE, desk.script, "--to", ENGINE)
    assert (told.code, "name another, or none" in told.err) == (2, True)


def test_open_shots_leave_a_dead_engine_and_the_film_is_made(desk: Desk) -> None:
    desk.bible.write_text(f"film: {{engine: {ENGINE}}}\n")
    desk.twin.set_faults("runway.lost_request=#2")
    assert desk.run("make", desk.script, *desk.pages, "--budget", "5").code == 1
    told = desk.run("drill", "sunset", ENGINE, desk.script, *desk.pages, "--to", OTHER)
    assert told.code == 0
    assert f"1 open shots leave {ENGINE}, 1 that are done stay; a take of each costs" in told.out
    assert "nothing was done; with --go" in told.out
    moved = desk.run("drill", "sunset", ENGINE, desk.script, *desk.pages, "--to", OTHER, "--go")
    assert (moved.code, "is used no more" in moved.out) == (0, True)
    made = desk.run("make", desk.script, *desk.pages)
    assert made.code == 0, made.err
    assert [line.provider for line in desk.twin.bill()] == ["runway", "kling"]
    assert [each["state"] for each in desk.purchases() if each["engine"] == ENGINE].count("parked") == 1
    asked = desk.run("make", desk.script, *desk.pages, "--engine", ENGINE)
    assert asked.complaint.startswith(f"{ENGINE}: is used no more")
    assert desk.run("drill", "sunset", ENGINE, desk.script, *desk.pages, "--undo").code == 0
    assert "nothing to shoot" in desk.run("plan", desk.script, *desk.pages).out


def test_a_drill_on_what_was_never_made_says_so(desk: Desk) -> None:
    told = desk.run("drill", "sunset", ENGINE, desk.script, "--to", OTHER)
    assert (told.code, "nothing was made there yet" in told.complaint) == (2, True)


def test_a_drill_without_another_engine_says_what_is_missing(desk: Desk) -> None:
    desk.bible.write_text(f"film: {{engine: {ENGINE}}}\n")
    desk.run("make", desk.script, *desk.pages)
    told = desk.run("drill", "sunset", ENGINE, desk.script, *desk.pages)
    assert (told.code, "nothing takes its place" in told.complaint) == (2, True)

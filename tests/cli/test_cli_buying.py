"""Buying on the command line, of the studio twin: budgets, what was spent, what is in doubt, and the bill."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.cli.cli_desk import ENGINE, Desk

from picturelock.cli.bill_export import read_bill
from picturelock.twin.running import twin_in_thread


def sent_at(purchase: dict[str, Any]) -> str:
    sent: str = next(step["at"] for step in purchase["steps"] if step["move"] == "send")
    return sent


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with twin_in_thread(tmp_path / "twin") as twin:
        yield Desk(tmp_path, twin)


def test_a_film_is_bought_within_its_budget_and_the_bill_is_explained(desk: Desk) -> None:
    made = desk.make("--budget", "5")
    assert made.code == 0
    assert "picture lock" in made.err
    billed = sum((line.amount for line in desk.twin.bill("runway")), Decimal(0))
    spent = json.loads(desk.run("spend", "small", "--by", "scene", "--json").out)
    assert sum(Decimal(row["spent"]) for row in spent) == billed > 0
    (project,) = [each for each in json.loads(desk.run("budget", "list", "--json").out) if each.get("name") == "small"]
    assert Decimal(project["left"]) == 5 - billed
    assert desk.run("reconcile", desk.bill("bill.json"), "small").code == 0
    again = desk.make()
    assert "nothing was done again" in again.err
    assert len(desk.twin.bill("runway")) == len(desk.purchases())


def test_what_costs_more_than_was_approved_is_not_bought_unasked(desk: Desk) -> None:
    refused = desk.make("--budget", "5", "--approve", "0.50")
    assert refused.code == 2
    assert "2 shots are to be bought" in refused.complaint
    assert "say --approve 0.75, or --yes" in refused.complaint
    desk.env |= {"PICTURELOCK_APPROVE": "0.74"}
    assert desk.make("--budget", "5").code == 2
    assert desk.make("--approve", "lots").complaint.startswith("--approve lots: is no amount")
    assert desk.twin.bill() == []
    assert desk.make("--yes").code == 0
    assert len(desk.twin.bill("runway")) == 2
    assert desk.make().code == 0, "what is bought already needs no approval"


def test_at_a_terminal_one_is_asked_before_much_is_bought(desk: Desk) -> None:
    words = ("make", desk.script, "--engine", ENGINE, "--budget", "5", "--approve", "0.50")
    declined = desk.typed("n", *words)
    assert (declined.code, desk.twin.bill()) == (2, [])
    assert "0.75 USD likely (0.60 USD at least, 3.00 USD at most)" in declined.err
    agreed = desk.typed("y", *words)
    assert (agreed.code, len(desk.twin.bill("runway"))) == (0, 2)


def test_without_a_budget_nothing_is_bought_and_the_way_is_said(desk: Desk) -> None:
    made = desk.make("--yes")
    assert (made.code, desk.purchases(), desk.twin.bill()) == (2, [], [])
    assert "say --budget 25, or `picturelock budget set`" in made.err
    assert desk.make("--budget", "5").code == 0


def test_what_nobody_can_tell_waits_for_a_person_and_is_adopted_by_its_job(desk: Desk) -> None:
    desk.twin.set_faults("runway.lost_answer=1")
    made = desk.make("--budget", "5")
    assert made.code == 1
    assert "in doubt: sc010_sh0010" in made.err
    assert "purchases settle small sc010_sh0010 --job ID" in made.err
    billed = desk.twin.bill("runway")
    assert {each["state"] for each in desk.purchases()} == {"parked"}
    doubtful = desk.run("reconcile", desk.bill("bill.json"), "small")
    assert (doubtful.code, "in doubt" in doubtful.out + doubtful.err) == (1, True)
    mistyped = desk.run("reconcile", desk.bill("bill.json"), "small", "--provider", "runwy")
    assert (mistyped.code, "there are runway" in mistyped.err) == (2, True)
    desk.twin.set_faults("")
    for bought, line in zip(sorted(desk.purchases(), key=sent_at), billed, strict=True):
        assert desk.run("purchases", "settle", "small", bought["shot"], "--job", line.job).code == 0
    assert desk.make().code == 0
    assert {each["state"] for each in desk.purchases()} == {"delivered"}
    assert len(desk.twin.bill("runway")) == len(billed)


def test_what_was_written_off_is_not_bought_again_until_somebody_says_so(desk: Desk) -> None:
    desk.twin.set_faults("runway.lost_answer=1")
    desk.make("--budget", "5")
    desk.twin.set_faults("")
    for each in desk.purchases():
        assert desk.run("purchases", "settle", "small", each["shot"], "--write-off").code == 0
    held = desk.make()
    assert "a person must look at the held shots" in held.err
    assert {each["state"] for each in desk.purchases()} == {"written_off"}
    assert len(desk.twin.bill("runway")) == 2
    assert desk.make("--retry-held").code == 0
    assert len(desk.twin.bill("runway")) == 4


def test_what_nobody_can_tell_is_paid_again_where_the_project_has_it_so(desk: Desk) -> None:
    desk.give("runway", horizon=0.5)
    desk.twin.set_faults("runway.lost_answer=#1")
    assert desk.make("--budget", "5").code == 1
    again = desk.run("budget", "set", "5", "--name", "small", "--parked", "again:0.50")
    assert again.out.strip().endswith("what is parked: again:0.50")
    assert desk.make().code == 0
    billed = sum(line.amount for line in desk.twin.bill("runway"))
    (first,) = [each for each in desk.purchases() if each["state"] == "replaced"]
    (project,) = [each for each in json.loads(desk.run("budget", "list", "--json").out) if each.get("name") == "small"]
    assert Decimal(project["spent"]) + Decimal(project["held"]) == billed == 5 - Decimal(project["left"])
    assert Decimal(project["held"]) == Decimal(first["quote"])
    (doubt,) = json.loads(desk.run("reconcile", desk.bill("bill.json"), "small", "--json").out)["in_doubt"]
    (job,) = doubt["may_be"]
    assert desk.run("purchases", "settle", "small", first["purchase"], "--job", job).code == 0
    desk.script.write_text(desk.script.read_text().replace("Hello", "Hallo"))
    assert desk.make().code == 0
    wasted = json.loads(desk.run("spend", "small", "--wasted", "--json").out)
    amounts = {each["name"]: Decimal(each["wasted"]) for each in wasted}
    assert amounts["surplus: it came twice"] == Decimal(first["quote"])


def test_a_plan_is_priced_before_it_is_made(desk: Desk) -> None:
    told = desk.run("estimate", desk.script, "--engine", ENGINE, "--json")
    assert told.code == 0
    estimated = sum(Decimal(shot["amount"]) for shot in json.loads(told.out)["shots"])
    desk.make("--budget", "5")
    assert sum((line.amount for line in desk.twin.bill("runway")), Decimal(0)) == estimated


def test_a_paused_engine_is_said_to_be_and_can_be_resumed(desk: Desk) -> None:
    desk.make("--budget", "5")
    assert desk.run("engine", "pause", ENGINE, "--why", "dearer today").code == 0
    (paused,) = [each for each in json.loads(desk.run("engine", "list", "--json").out) if each.get("paused")]
    assert (paused["engine"], paused["why"]) == (ENGINE, "dearer today")
    assert desk.run("engine", "resume", ENGINE).code == 0
    assert not [each for each in json.loads(desk.run("engine", "list", "--json").out) if each.get("paused")]


def test_shares_are_set_and_listed_with_what_a_project_needs_left_as_it_was(desk: Desk) -> None:
    desk.make("--budget", "5")
    assert desk.run("share", "set", "small", "--weight", "2").out.strip() == "small: weight 2"
    assert desk.run("share", "set", "--tenant", "agency", "--weight", "0.5").out.strip() == "agency: weight 0.5"
    listed = json.loads(desk.run("share", "list", "--json").out)
    assert [(each.get("tenant") or each["project"], each["weight"]) for each in listed] == [
        ("agency", 0.5),
        ("small", 2),
    ]


def test_a_days_limit_is_told_with_what_of_it_is_used_and_its_takes_wait_for_a_reason(desk: Desk) -> None:
    desk.give("runway", daily=0)
    with desk.making("--budget", "5"):
        desk.until_queued()
    (engine,) = [each for each in json.loads(desk.run("engine", "list", "--json").out) if each["engine"] == ENGINE]
    assert "0 of 0 takes of today are bought" in engine["waits"]
    told = desk.run("engine", "list").out
    assert "the account at runway: 0 at once, 0 of 0 today" in told
    assert f"{ENGINE} waits: runway: 0 of 0 takes of today are bought; on at 00:00 UTC" in told
    waiting = json.loads(desk.run("queue", "small", "--json").out)
    assert {take["waits"] for take in waiting} == {engine["waits"]}
    assert desk.twin.bill() == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("share", "set"), "name a project, or a tenant by --tenant"),
        (("share", "set", "small", "--weight", "0.001"), "weight: 0.001 is out of range"),
        (("budget", "set", "lots", "--name", "small"), "'lots' is no amount"),
        (("budget", "set", "5", "--scope", "planet"), "use one of project, engine, tenant"),
        (("budget", "set", "5", "--name", "small", "--currency", "dollars"), "three capitals"),
        (("budget", "set", "5", "--name", "small", "--parked", "again"), "use hold, or again:0.50"),
        (("budget", "set", "5", "--name", "small", "--parked", "again:-1"), "'-1' is no amount"),
        (("budget", "set", "5", "--scope", "tenant", "--parked", "hold"), "is a project's policy"),
        (("spend", "small", "--by", "mood"), "use one of shot, scene, engine, cause"),
        (("purchases", "list", "small", "--state", "lost"), "use one of intended"),
        (("purchases", "settle", "small", "sc010_sh0010"), "say one of --job JOB, --missing and --write-off"),
        (("engine", "pause", "sora/2"), "is not bought of here"),
    ],
)
def test_wrong_input_is_told_in_a_line(desk: Desk, words: tuple[str, ...], said: str) -> None:
    desk.run("plan", desk.script)
    (desk.out / ".picturelock").mkdir(parents=True)
    ran = desk.run(*words)
    assert ran.code == 2
    assert said in ran.complaint


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "1"), ("shot,amount\na,1\n", "job"), ("job,amount\na,much\n", "2"), ("job,amount\n,1\n", "2")],
)
def test_a_bill_that_can_t_be_read_is_told_by_its_line(desk: Desk, text: str, said: str) -> None:
    (desk.out / ".picturelock").mkdir(parents=True)
    file = desk.out / "bill.csv"
    file.write_text(text)
    ran = desk.run("reconcile", file, "small")
    assert ran.code == 2
    assert "bill.csv:" in ran.complaint
    assert said in ran.complaint


def test_a_bill_in_json_lines_is_read_whole_whatever_its_lines_hold(tmp_path: Path) -> None:
    file = tmp_path / "bill.jsonl"
    lines = [{"job": f"j{number}", "amount": "0.10", "data": [number]} for number in range(3)]
    file.write_text("\n".join(map(json.dumps, lines)))
    assert [(line.job, line.amount) for line in read_bill(file, None)] == [(f"j{n}", Decimal("0.10")) for n in range(3)]
    file.write_text(json.dumps({"data": lines}, indent=1))
    assert [line.job for line in read_bill(file, None)] == ["j0", "j1", "j2"]


def test_a_film_that_is_made_without_a_door_gives_providers_no_address(tmp_path: Path) -> None:
    """MiniMax refuses an order whose address does not answer."""
    with twin_in_thread(tmp_path / "twin") as twin:
        desk = Desk(tmp_path, twin, ["minimax"], PICTURELOCK_GATEWAY_WEBHOOKS="https://studio.invalid")
        assert desk.make("--budget", "9", engine="minimax/h3").code == 0
        assert {job.webhook for job in twin.jobs()} == {""}

"""The bill and the jobs outlive the twin; links end; what is handed out is what was asked for."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import av
import httpx
import pytest
from PIL import Image
from tests.twin.twin_client import RUNWAY, film, lost, task, wait_for

from picturelock.kernel.errors import Invalid, Refused
from picturelock.kernel.nouns.base import Rate
from picturelock.twin import running_twin, twin_in_thread, twin_served
from picturelock.twin.clips import Clips
from picturelock.twin.jobs import Clip


def test_every_charge_is_a_line_with_exact_money(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        film(twin.url("runway"), duration=7)
        said = httpx.get(f"{twin.url('twin')}/bill").json()
        (line,) = said["lines"]
        assert (line["units"], line["unit"], line["amount"], line["currency"]) == ("84", "credit", "0.84", "USD")
        assert (line["provider"], line["model"], said["total"]) == ("runway", "gen4.5", "0.84")
        (row,) = csv.DictReader(io.StringIO(httpx.get(f"{twin.url('twin')}/bill.csv").text))
        assert row == line


def test_identical_requests_have_one_digest_and_others_another(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        for seed in (1, 1, 2):
            film(twin.url("runway"), seed=seed)
        one, same, other = (line.request_digest for line in twin.bill())
        assert one == same != other


def test_the_clients_own_reference_is_on_the_bill_and_is_no_key(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        url = f"{twin.url('runway')}/v1/text_to_video"
        body = {"model": "gen4.5", "promptText": "x", "ratio": "1280:720"}
        for _ in range(2):
            httpx.post(url, json=body, headers={**RUNWAY, "idempotency-key": "intent-3"})
        assert [line.reference for line in twin.bill()] == ["intent-3", "intent-3"]


def test_a_twin_that_was_killed_knows_its_jobs_and_its_bill(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "picturelock", "twin", "--listen", "127.0.0.1:0", "--data", str(tmp_path), "--json"]
    with subprocess.Popen([*words, "--faults", "seed=5"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        assert said["seed"] == 5
        name = film(said["urls"]["runway"]).json()["id"]
        process.send_signal(signal.SIGKILL)
    with (tmp_path / "bill.jsonl").open("a") as file:
        file.write('{"id": "torn')
    with twin_in_thread(tmp_path, "seed=5") as twin:
        assert [line.job for line in twin.bill()] == [name]
        assert task(twin.url("runway"), name)["status"] == "SUCCEEDED"
        again = film(twin.url("runway")).json()["id"]
        assert again != name
        assert len(twin.bill()) == 2


def test_a_job_that_was_written_and_not_charged_is_charged_at_the_next_start(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        film(twin.url("runway"))
        charged = twin.bill()
    (tmp_path / "bill.jsonl").write_bytes(b"")
    with twin_in_thread(tmp_path) as twin:
        assert twin.bill() == charged


def test_the_twin_stops_when_told_and_says_where_it_is(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "picturelock", "twin", "--listen", "127.0.0.1:0", "--data", str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().split()[1].startswith("http://127.0.0.1:")
        process.terminate()
        assert process.wait(20) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--faults", "lots=1"), "there is no such fault"),
        (("--listen", "here"), "use HOST:PORT"),
        (("--pace", "-1"), "pace"),
    ],
)
def test_a_twin_that_can_not_run_says_why(tmp_path: Path, words: tuple[str, str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "picturelock", "twin", "--data", str(tmp_path), *words],
        check=False, capture_output=True, text=True, timeout=60, env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_twin_runs_beside_a_loop(tmp_path: Path) -> None:
    async with running_twin(tmp_path) as twin, httpx.AsyncClient(headers=RUNWAY) as client:
        answer = await client.get(f"{twin.url('runway')}/v1/organization")
        assert answer.json()["creditBalance"] == 100_000


async def test_bad_plans_and_taken_ports_are_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no such fault"):
        async with running_twin(tmp_path, "lots=1"):
            pass
    with twin_in_thread(tmp_path / "one") as twin, pytest.raises(Refused, match="can't listen there"):
        async with twin_served(tmp_path / "other", twin.address, "", 0.0):
            pass


async def test_two_twins_do_not_keep_one_bill(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path), pytest.raises(Refused, match="another twin keeps its bill there"):
        async with running_twin(tmp_path):
            pass
    async with running_twin(tmp_path) as twin:
        assert twin.bill() == []


async def test_a_twin_listens_to_ipv6_too(tmp_path: Path) -> None:
    async with twin_served(tmp_path, "[::1]:0", "", 0.0) as (address, _), httpx.AsyncClient() as client:
        assert (await client.get(f"http://{address}/twin/bill")).json() == {"lines": [], "total": "0"}


def test_a_balance_runs_out_and_is_filled_again(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        base = twin.url("runway")
        twin.set_balance("runway", Decimal("0.5"))
        assert [film(base).status_code for _ in range(3)] == [200, 200, 400]
        twin.set_balance("runway", Decimal(1))
        assert film(base).status_code == 200
        (account,) = httpx.get(f"{twin.url('twin')}/balance").json()["accounts"]
        assert account["balance"] == "0.76"
        assert len(twin.bill()) == 3


def test_the_owner_changes_the_plan_while_it_runs(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "seed=4") as twin:
        url, base = f"{twin.url('twin')}/faults", twin.url("runway")
        bad = httpx.put(url, content="losst=1")
        assert (bad.status_code, "use rate_limited" in bad.json()["problems"][0]) == (400, True)
        assert film(base).status_code == 200
        assert httpx.put(url, json={"faults": "lost_answer=1"}).json()["seed"] == 4
        assert lost(lambda: film(base))
        assert httpx.get(url).json()["faults"] == "lost_answer=1"
        assert len(httpx.get(f"{twin.url('twin')}/jobs").json()["jobs"]) == 2


def test_links_end_and_a_poll_gives_fresh_ones(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "link_life=0") as twin:
        base = twin.url("runway")
        name = film(base).json()["id"]
        (link,) = task(base, name)["output"]
        assert httpx.get(link).status_code == 403
        twin.set_faults("link_life=60")
        (fresh,) = task(base, name)["output"]
        assert httpx.get(fresh, timeout=60).status_code == 200
        other = fresh.replace("until=1", "until=2")
        assert httpx.get(other).status_code == 403
        assert httpx.get(fresh.partition("?")[0]).status_code == 403


def test_a_result_is_not_handed_out_before_it_is_made(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, pace=1) as twin:
        said = task(twin.url("runway"), film(twin.url("runway")).json()["id"])
        assert (said["status"], "output" in said) == ("PENDING", False)


@pytest.mark.parametrize(
    ("ratio", "seconds", "model", "form"),
    [("1280:720", 2, "gen4.5", "mp4"), ("832:1104", 3, "gen4.5", "mp4"), ("1584:672", 2, "gen4.5", "prores"),
     ("1080:1920", 4, "veo3.1", "mp4")],
)  # fmt: skip
def test_a_film_has_the_size_and_length_that_were_asked_for(
    tmp_path: Path, ratio: str, seconds: int, model: str, form: str
) -> None:
    with twin_in_thread(tmp_path) as twin:
        base = twin.url("runway")
        asked = {"ratio": ratio, "duration": seconds, "model": model, "outputFormat": form, "audio": model == "veo3.1"}
        (link,) = task(base, film(base, **asked).json()["id"])["output"]
        made = tmp_path / "made"
        made.write_bytes(httpx.get(link, timeout=60).content)
    with av.open(str(made)) as container:
        (picture,) = container.streams.video
        assert f"{picture.width}:{picture.height}" == ratio
        assert sum(1 for _ in container.decode(picture)) == seconds * 24
        assert picture.codec_context.name == ("prores" if form == "prores" else "h264")
        assert len(container.streams.audio) == (model == "veo3.1")


async def test_two_jobs_of_one_request_make_two_films_and_each_is_made_once(tmp_path: Path) -> None:
    clips = Clips(tmp_path)
    clip = Clip(width=160, height=90, seconds=1.0, rate=Rate(numerator=24000, denominator=1001), words="A lamp burns")
    one, again, other = [await clips.made(clip, label) for label in ("job 1", "job 1", "job 2")]
    assert one == again != other
    assert one.read_bytes() != other.read_bytes()
    assert [path.suffix for path in tmp_path.iterdir()] == [".mp4", ".mp4"]
    with av.open(str(one)) as container:
        assert container.streams.video[0].average_rate == Rate(numerator=24000, denominator=1001).fps


async def test_stills_and_voices_are_made_too(tmp_path: Path) -> None:
    clips = Clips(tmp_path)
    still = await clips.made(Clip(kind="still", form="png", width=320, height=200, words="Über den Dächern 夜"), "a")
    with Image.open(still) as picture:
        assert picture.size == (320, 200)
        assert len(picture.convert("RGB").getcolors(maxcolors=2**20) or ()) > 100
    said = await clips.made(Clip(kind="voice", form="mp3", words="Who turned off the lamp?"), "a")
    with av.open(str(said)) as container:
        assert container.streams.audio[0].codec_context.name.startswith("mp3")
        assert container.duration is not None
        assert 0.8 < container.duration / 1_000_000 < 4


def test_at_a_real_pace_a_job_takes_its_time(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, pace=0.03) as twin:
        began = time.monotonic()
        name = film(twin.url("runway")).json()["id"]
        wait_for(lambda: task(twin.url("runway"), name)["status"] == "SUCCEEDED")
        assert 0.5 < time.monotonic() - began < 6

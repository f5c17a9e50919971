"""The providers' official SDKs, unmodified, make a film each at the twin; how often they pay for one is counted.

They are in the extra `providers`; a test whose SDK is not there says so and is skipped.
"""

import importlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from tests.twin.hooked import hooked
from tests.twin.twin_client import wait_for

from picturelock.twin import Twin

FILM = {"model": "gen4.5", "prompt_text": "slow dolly in", "ratio": "1280:720", "duration": 2}
APP = "fal-ai/kling-video/v2.5-turbo/pro/text-to-video"


def sdk(name: str) -> Any:
    reason = (
        f"the SDK {name} is not here, so nobody knows whether it still speaks to the twin: pip install -e .[providers]"
    )
    return pytest.importorskip(name, reason=reason)


@contextmanager
def runway(twin: Twin, **options: Any) -> Iterator[Any]:
    with sdk("runwayml").RunwayML(api_key="key_test", base_url=twin.url("runway"), **options) as client:
        yield client


@contextmanager
def luma(twin: Twin) -> Iterator[Any]:
    key = "luma-api-test"
    with sdk("luma_agents").Luma(auth_token=key, base_url=twin.url("luma")) as client:
        yield client


@contextmanager
def fal(twin: Twin) -> Iterator[Any]:
    """Its hosts are names without a scheme, so that its addresses must be set where it has put them together."""
    module = importlib.import_module(f"{sdk('fal_client').__name__}.client")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "QUEUE_URL_FORMAT", f"{twin.url('fal')}/")
        patch.setattr(module, "BASE_DELAY", 0.001)
        client = module.SyncClient(key="id:secret")
        yield client
        client._client.close()


@contextmanager
def replicate(twin: Twin) -> Iterator[Any]:
    key = "r8_test"
    client = sdk("replicate").Client(api_token=key, base_url=twin.url("replicate"))
    client.poll_interval = 0.05
    yield client
    client._client.close()


def is_film(link: str) -> bool:
    return httpx.get(link, timeout=60).content[4:8] == b"ftyp"


def test_runwayml_makes_a_film_and_downloads_it(twin: Twin) -> None:
    with runway(twin) as client:
        made = client.text_to_video.create(**FILM)
        task = client.tasks.retrieve(made.id).wait_for_task_output()
        assert (task.status, task.cost.credits, made.estimated_cost.credits) == ("SUCCEEDED", 24, 24)
        assert is_film(task.output[0])
        assert client.organization.retrieve().credit_balance == 100_000 - 24


def test_runwayml_makes_a_picture_and_cancels_a_task(twin: Twin) -> None:
    with runway(twin) as client:
        made = client.text_to_image.create(model="gen4_image", prompt_text="a lamp", ratio="1920:1080")
        (link,) = client.tasks.retrieve(made.id).output
        assert httpx.get(link, timeout=60).content.startswith(b"\x89PNG")
        assert client.tasks.delete(made.id) is None


@pytest.mark.parametrize("fault", ["lost_answer", "reset", "bad_gateway"])
def test_runwayml_left_to_itself_pays_three_times_for_lost_answers(twin: Twin, fault: str) -> None:
    twin.set_faults(f"{fault}=1")
    with runway(twin) as client, pytest.raises(sdk("runwayml").APIError):
        client.text_to_video.create(**FILM)
    assert len(twin.bill()) == 3


def test_runwayml_told_not_to_try_again_pays_once(twin: Twin) -> None:
    twin.set_faults("lost_answer=1")
    with runway(twin, max_retries=0) as client, pytest.raises(sdk("runwayml").APIConnectionError):
        client.text_to_video.create(**FILM)
    assert len(twin.bill()) == 1


def test_runwayml_knows_the_twins_refusals(twin: Twin) -> None:
    module = sdk("runwayml")
    with runway(twin, max_retries=0) as client:
        with pytest.raises(module.BadRequestError):
            client.text_to_video.create(**{**FILM, "duration": 99})
        with pytest.raises(module.NotFoundError):
            client.tasks.retrieve("17f20503-6c24-4c16-946b-35dbbce2af2f")
        twin.set_faults("rate_limited=1")
        with pytest.raises(module.RateLimitError):
            client.text_to_video.create(**FILM)


def test_luma_agents_makes_a_film_and_downloads_it(twin: Twin) -> None:
    with luma(twin) as client:
        made = client.generations.create(
            prompt="slow dolly", model="ray-3.2", type="video", aspect_ratio="16:9",
            video={"duration": "5s", "resolution": "360p"},
        )  # fmt: skip
        assert made.state == "queued"
        found = client.generations.get(made.id)
        assert found.state == "completed"
        assert is_film(found.output[0].url)


def test_lumaai_makes_a_film_is_called_back_and_lists_it(twin: Twin) -> None:
    key = "luma-test"
    with sdk("lumaai").LumaAI(auth_token=key, base_url=twin.url("dream-machine")) as client, hooked() as taken:
        made = client.generations.video.create(
            model="ray-2", prompt="x", duration="5s", resolution="540p", callback_url=f"{taken.url}/?intent=5"
        )
        assert (made.state, made.request.callback_url) == ("queued", f"{taken.url}/?intent=5")
        wait_for(lambda: len(taken.came) == 2)
        assert [json.loads(came.body)["state"] for came in taken.came] == ["dreaming", "completed"]
        assert is_film(client.generations.get(made.id).assets.video)
        (listed,) = client.generations.list().generations
        assert (listed.id, listed.request.callback_url) == (made.id, f"{taken.url}/?intent=5")


def test_fal_client_makes_a_film_and_downloads_it(twin: Twin) -> None:
    with fal(twin) as client:
        handle = client.submit(APP, {"prompt": "slow dolly", "duration": "5"})
        assert is_film(handle.get()["video"]["url"])
        assert type(handle.status(with_logs=True)).__name__ == "Completed"


@pytest.mark.parametrize("fault", ["lost_answer", "reset", "bad_gateway"])
def test_fal_client_left_to_itself_pays_ten_times_for_lost_answers(twin: Twin, fault: str) -> None:
    twin.set_faults(f"{fault}=1")
    with fal(twin) as client, pytest.raises((httpx.TransportError, sdk("fal_client").FalClientHTTPError)):
        client.submit(APP, {"prompt": "x"})
    assert len(twin.bill()) == 10


def test_fal_client_tells_a_moderated_film(twin: Twin) -> None:
    twin.set_faults("moderated=1")
    with fal(twin) as client, pytest.raises(sdk("fal_client").FalClientHTTPError):
        client.submit(APP, {"prompt": "x"}).get()
    assert sum(line.amount for line in twin.bill()) == 0


def test_replicate_makes_a_film_lists_it_and_downloads_it(twin: Twin) -> None:
    with replicate(twin) as client:
        made = client.models.predictions.create(("minimax", "video-01"), input={"prompt": "slow dolly"})
        made.wait()
        assert made.status == "succeeded"
        assert is_film(made.output)
        assert [each.id for each in client.predictions.list()] == [made.id]


def test_replicate_pays_once_for_a_lost_answer_and_finds_it_in_its_list(twin: Twin) -> None:
    twin.set_faults("lost_answer=1")
    with replicate(twin) as client:
        with pytest.raises(httpx.TransportError):
            client.models.predictions.create(("minimax", "video-01"), input={"prompt": "x", "seed": 4711})
        assert [(each.id, each.input["seed"]) for each in client.predictions.list()] == [(twin.bill()[0].job, 4711)]
        assert len(twin.bill()) == 1


def test_replicate_verifies_the_twins_webhooks(twin: Twin) -> None:
    module = sdk("replicate")
    with replicate(twin) as client, hooked() as taken:
        client.models.predictions.create(
            ("minimax", "video-01"), input={"prompt": "x"}, webhook=taken.url, webhook_events_filter=["completed"]
        )
        wait_for(lambda: len(taken.came) == 1)
        (came,) = taken.came
        secret, validate = client.webhooks.default.secret(), module.webhook.Webhooks.validate
        validate(headers=came.headers, body=came.body.decode(), secret=secret, tolerance=300)
        with pytest.raises(module.webhook.InvalidSignatureError):
            validate(headers=came.headers, body=came.body.decode() + " ", secret=secret)

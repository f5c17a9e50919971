"""What a provider publishes to be known by: fetched once, kept, and looked at again when it does not fit."""

import base64

import pytest
from tests.gateway.providers.counterpart import Said, asked, counterpart, speaking

from picturelock.gateway.adapters.providers import signatures
from picturelock.gateway.adapters.providers.fal import Fal
from picturelock.gateway.adapters.providers.replicate import Replicate
from picturelock.gateway.adapters.providers.runway import Runway
from picturelock.gateway.adapters.providers.signatures import Published, keys_in, secret_of
from picturelock.gateway.ports import Asked
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Denied, Invalid, Transient
from picturelock.platform.local import SystemClock

CLOCK: Clock = SystemClock()
FAL = {f"x-fal-webhook-{name}": "ab" for name in ("request-id", "user-id", "signature")}


class Changing:
    """Publishes 1, then 2, then 3."""

    def __init__(self) -> None:
        self.fetched = 0

    async def fetch(self) -> int:
        self.fetched += 1
        return self.fetched


async def test_what_never_fits_is_not_fetched_each_time() -> None:
    publisher = Changing()
    published = Published(publisher.fetch)
    assert [await published.fits(lambda said: said == 9) for _ in range(5)] == [False] * 5
    assert publisher.fetched == 1


async def test_a_key_that_was_changed_is_found_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "AGAIN_SECONDS", -1.0)
    publisher = Changing()
    published = Published(publisher.fetch)
    assert await published.fits(lambda said: said == 1)
    assert await published.fits(lambda said: said == 2)
    assert publisher.fetched == 2


@pytest.mark.parametrize("said", [None, {}, {"keys": []}, {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "short"}]}])
def test_a_set_without_keys_is_no_set_of_keys(said: object) -> None:
    with pytest.raises(Transient, match="keys that webhooks are signed with"):
        keys_in(said)


@pytest.mark.parametrize("secret", ["whsec_c2VjcmV0*", "a-secret", base64.b64encode(b"a secret").decode()])
def test_a_secret_that_is_none_is_told_without_it(secret: str) -> None:
    with pytest.raises(Invalid, match="as the provider shows it") as caught:
        secret_of(secret)
    assert secret not in str(caught.value)


@pytest.mark.parametrize("kind", [Fal, Replicate])
async def test_without_its_keys_nothing_is_refused_for_good_and_no_key_of_ours_is_shown(
    kind: type[Fal] | type[Replicate],
) -> None:
    now = CLOCK.now()
    headers = {**FAL, "x-fal-webhook-timestamp": str(int(now.timestamp()))}
    headers |= {"webhook-id": "a", "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": "v1,x"}
    async with counterpart(lambda _: Said({"detail": "down"}, status=503)) as there:
        async with speaking(kind, there.base) as provider:
            with pytest.raises(Transient):
                await provider.heard(headers, b"{}", now)
        assert all("authorization" not in heard.headers for heard in there.heard) == (kind is Fal)


async def test_an_address_upsets_neither_what_is_asked_nor_what_is_looked_for() -> None:
    bare = asked("replicate/minimax-video-01")
    posted = Asked(bare.key, bare.prompt, webhook="https://studio.example/v1/hooks/replicate/x")
    async with speaking(Replicate, "http://127.0.0.1:9") as provider:
        _, body = provider.order(posted)
        assert body["input"] == provider.order(bare)[1]["input"]
        told = {"model": "minimax/video-01", "input": body["input"]}
        assert provider.fits(told, posted)
        assert not provider.fits(told | {"model": "another/model"}, posted)
        assert not provider.fits(told | {"input": {"prompt": "another shot"}}, posted)
        assert provider.fits({"model": "minimax/video-01"}, posted)


async def test_a_provider_that_was_given_no_address_takes_nothing() -> None:
    async with speaking(Runway, "http://127.0.0.1:9") as provider:
        assert not provider.hears
        with pytest.raises(Denied):
            await provider.heard({}, b"{}", CLOCK.now())

"""Keys to providers are nowhere to be found in what a deployment says, keeps, logs and exports."""

import asyncio
import json
from pathlib import Path

from tests.live.collector import Collector, collecting
from tests.live.deployment import CUT, SERVICES, Deployment, answering, deployed

from picturelock.platform.mongo import MongoPlace, Shelf
from picturelock.twin.running import running_twin
from picturelock_api.gateway.v1 import service_pb2 as gateway

OURS = "key_canary0b1c2d3e4f5a6b7c8d9e0f5e1f0b7d9a2c4e6f8a"
TENANTS = "key_canary9e0f5e1f0b7d9a2c4e6f8a0b1c2d3e4f5a6b7c8d"
SEALING = "canary6f8a0b1c2d3e4f5a6b7c8d9e0f5e1f0b7d9a2c4e"
SCRIPT = b"INT. ROOM - DAY\n\nANNA walks to the window.\n\nANNA\nIt is late.\n"
FAULTS = "seed=3,runway.bad_poll=0.3,runway.rate_limited=0.3,runway.moderated=0.2"


async def test_keys_are_in_no_span_metric_log_event_or_record(tmp_path: Path) -> None:
    async with collecting() as (collector, endpoint), running_twin(tmp_path / "twin", FAULTS) as twin:
        given = {
            "PICTURELOCK_OTLP": endpoint,
            "PICTURELOCK_GATEWAY_PROVIDERS": json.dumps({"runway": {"key": OURS, "url": twin.url("runway")}}),
            "PICTURELOCK_GATEWAY_SEALING_KEY": SEALING,
            "PICTURELOCK_GATEWAY_SLOTS": "0",
        }
        async with deployed(tmp_path, **given) as deployment:
            for service in SERVICES:
                deployment.service(service, instant=False)
            await answering(deployment)
            await bought(deployment, "first")
            async with deployment.asking("gateway.v1.SecretService") as secrets:
                put = gateway.PutSecretRequest(provider="runway", key=TENANTS, request_id="put")
                assert TENANTS not in str(await secrets.put_secret(put))
            await bought(deployment, "second")
            for name in list(deployment.running):
                assert await asyncio.to_thread(deployment.stop, name) == 0
            written = await everything_written(deployment, collector)
        assert len({job.account for job in twin.jobs()}) == 2
    assert ("picturelock-gateway", "gateway compiler.prompt_compiled.v1") in collector.spans
    assert all(written.values())
    for canary in (OURS, TENANTS, SEALING):
        assert [where for where, found in written.items() if canary.encode() in found] == []


async def bought(deployment: Deployment, project: str) -> None:
    """A film of Runway's takes, all of them cut in."""
    async with deployment.asking("gateway.v1.BudgetService") as budgets:
        cap = gateway.PutBudgetRequest(scope=gateway.BUDGET_SCOPE_PROJECT, name=project, cap="20", request_id=project)
        await budgets.put_budget(cap)
    assert await deployment.make(project, SCRIPT, "runway/gen4.5")
    async with asyncio.timeout(120), deployment.bus() as bus:
        async for _, event in bus.history(follow=True):
            if event.topic == CUT and event.key.endswith(f"/{project}"):
                return


async def everything_written(deployment: Deployment, collector: Collector) -> dict[str, bytes]:
    """By where it was found."""
    said = await deployment.everything()
    settings = deployment.settings
    async with Shelf.opened(MongoPlace(settings.mongo.get_secret_value(), settings.mongo_database)) as shelf:
        database = shelf._client[settings.mongo_database]
        names = await database.list_collection_names()
        records = [repr(each) for name in names async for each in database[name].find()]
    return {
        "events": b"\n".join(event.data for event in said),
        "records": "\n".join(records).encode(),
        "spans and metrics": b"\n".join(collector.heard),
        **{file.name: file.read_bytes() for file in deployment.folder.glob("*.log")},
    }

"""`picturelock share`: the weights of projects and tenants, and what waits for them."""

import uuid
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from picturelock.cli.counter import Counter, at_counter
from picturelock.cli.reach import Reach, as_json_text, listed
from picturelock.kernel.errors import Invalid
from picturelock_api.gateway.v1 import service_pb2 as api


async def set_share(out: Path | None, reach: Reach | None, project: str, tenant: str, weight: float) -> int:
    """Raises Invalid unless one of the two is named."""
    if bool(project) is bool(tenant):
        raise Invalid("whose? name a project, or a tenant by --tenant")
    async with at_counter(out, reach, alone=True) as counter:
        if tenant:
            request = api.PutTenantShareRequest(tenant=tenant, weight=weight, request_id=uuid.uuid4().hex)
            set_to = (await counter.queue.put_tenant_share(request)).share.weight
        else:
            set_to = (await counter.queue.put_lane(await _lane(counter, project, weight))).lane.weight
    typer.echo(f"{project or tenant}: weight {set_to:g}")
    return 0


async def _lane(counter: Counter, project: str, weight: float) -> api.PutLaneRequest:
    """What its takes need stays as it is."""
    lanes = listed(counter.queue.list_lanes, api.ListLanesRequest(), "lanes")
    found = [lane async for lane in lanes if lane.project == project]
    needs, etag = (found[0].needs, found[0].etag) if found else ({}, "")
    return api.PutLaneRequest(project=project, weight=weight, needs=needs, etag=etag, request_id=uuid.uuid4().hex)


async def list_shares(out: Path | None, reach: Reach | None, *, as_json: bool) -> int:
    async with at_counter(out, reach) as counter:
        lanes = [each async for each in listed(counter.queue.list_lanes, api.ListLanesRequest(), "lanes")]
        ask = counter.queue.list_tenant_shares
        tenants = [each async for each in listed(ask, api.ListTenantSharesRequest(), "shares")]
    if as_json:
        typer.echo(as_json_text([*tenants, *lanes]))
        return 0
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("share")
    for column in ("weight", "queued", "running"):
        table.add_column(column, justify="right")
    for tenant in tenants:
        table.add_row(f"tenant {tenant.tenant}", f"{tenant.weight:g}", "", "")
    for lane in lanes:
        table.add_row(f"project {lane.project}", f"{lane.weight:g}", str(lane.queued), str(lane.running))
    Console().print(table if lanes or tenants else "no project has had takes in the queue; every weight is 1")
    return 0


async def list_queue(out: Path | None, reach: Reach | None, project: str, *, as_json: bool) -> int:
    async with at_counter(out, reach) as counter:
        ask, request = counter.queue.list_queue, api.ListQueueRequest(project=project)
        takes = [each async for each in listed(ask, request, "takes")]
    if as_json:
        typer.echo(as_json_text(takes))
        return 0
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("shot", "take", "engine", "", "waits because"):
        table.add_column(column, overflow="fold")
    for each in takes:
        how = "in the making" if each.running else "in the queue"
        table.add_row(each.shot, str(each.take_number), each.engine, how, each.waits)
    Console().print(table if takes else "nothing is in the queue or in the making")
    return 0

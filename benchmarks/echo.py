"""A bare grpc.aio server that gives back what it is sent: python -m benchmarks.echo prints its port."""

import asyncio
import sys
from typing import Any

import grpc


async def echo(request: Any, _: Any) -> Any:
    return request


async def main() -> None:
    server = grpc.aio.server()
    handler = grpc.method_handlers_generic_handler("bare.Echo", {"Say": grpc.unary_unary_rpc_method_handler(echo)})
    server.add_generic_rpc_handlers((handler,))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await server.wait_for_termination()


if __name__ == "__main__":
    asyncio.run(main())

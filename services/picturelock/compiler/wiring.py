"""The compiler, put together."""

from picturelock.compiler.adapters import TargetsHere
from picturelock.compiler.handlers import Compiler
from picturelock.kernel.service import Kit, Service, on
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled, PromptRefused
from picturelock_api.registry.v1.events_pb2 import ShotPlanned


def build(kit: Kit) -> Service:
    compiler = Compiler(kit.records, TargetsHere())
    return Service(
        name="compiler",
        hears=[on(ShotPlanned, compiler.compile)],
        says=[PromptCompiled, PromptRefused],
        answers=[compiler],
    )

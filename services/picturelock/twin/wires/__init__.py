"""One file for each provider: its routes, bodies, status words, errors and signatures, and nothing else.

A wire is a value, `WIRE = Wire(...)`, listed below. It speaks to the twin through its `Desk` only:

    account = desk.account(key)                     after its own look at the key
    job = await desk.accept(request, account, Order(...))    understood and priced; billed when this returns
    look = desk.poll(account, job_id)               for a poll: `look.state`, `.progress`, `.cost`, `.strange`
    desk.listed(account), desk.cancel(account, id)  looks as well
    desk.links(job), await desk.file(job)           results: links that end, and the file itself

To say no, raise `Refusal(No.INVALID, "is missing", "promptText")`, from anywhere; `Wire.refuse` turns it into the
provider's own status and body. It also gets the refusals that the desk makes (RATE, BALANCE, NOT_FOUND) and those for
paths that are not there. `Interrupted` is the desk's: let it pass. A creation is validated before `accept`, and
`accept` is called once; what a request costs stands in the wire. A status word comes from a table by `State`;
when `look.strange` is set, it is told instead. A wire keeps nothing of its own: what it must know of a job
again is in `job.request`, `job.path` and `job.clip`. Answers that bring bytes at once (voices) are made of
`accept` and `desk.file`. `asked` reads sizes, lengths and texts; `signing` has the signatures of webhooks.
"""

from picturelock.twin.wire import Wire
from picturelock.twin.wires.comfyui import WIRE as COMFYUI
from picturelock.twin.wires.dream_machine import WIRE as DREAM_MACHINE
from picturelock.twin.wires.elevenlabs import WIRE as ELEVENLABS
from picturelock.twin.wires.fal import WIRE as FAL
from picturelock.twin.wires.gemini import WIRE as GEMINI
from picturelock.twin.wires.kling import WIRE as KLING
from picturelock.twin.wires.luma import WIRE as LUMA
from picturelock.twin.wires.minimax import WIRE as MINIMAX
from picturelock.twin.wires.replicate import WIRE as REPLICATE
from picturelock.twin.wires.runway import WIRE as RUNWAY
from picturelock.twin.wires.synthesia import WIRE as SYNTHESIA
from picturelock.twin.wires.veo import WIRE as VEO

WIRES: tuple[Wire, ...] = (
    RUNWAY, LUMA, DREAM_MACHINE, FAL, REPLICATE, VEO, GEMINI, KLING, MINIMAX, ELEVENLABS, COMFYUI, SYNTHESIA,
)  # fmt: skip
NAMES = frozenset(wire.name for wire in WIRES)

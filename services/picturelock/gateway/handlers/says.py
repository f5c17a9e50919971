"""What the gateway says of an order, to one of those who want the take; and what it hears, as it is sent."""

from picturelock.gateway.model import ENGINE_FAILED, Order, Want
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.nouns import Prompt
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated


def as_sent(message: PromptMessage) -> Prompt:
    """The prompt without its source map, which no engine is sent and nobody after the gateway asks for."""
    sent = PromptMessage()
    sent.CopyFrom(message)
    del sent.pieces[:]
    del sent.diagnostics[:]
    return decode(Prompt, sent)


def generated(order: Order, want: Want, *, reused: bool) -> TakeGenerated:
    """The prompt names the shot that is told, though it may have been another's first."""
    prompt = encode(order.prompt, PromptMessage)
    prompt.shot, prompt.brief_digest = want.brief.shot, want.brief_digest or order.prompt.brief_digest
    return TakeGenerated(
        shot_key=want.shot_key,
        brief=encode(want.brief, BriefMessage),
        revision=want.revision,
        prompt=prompt,
        take=encode(order.take_for(want, reused=reused), TakeMessage),
    )


def failed(order: Order, want: Want) -> TakeFailed:
    return TakeFailed(
        shot_key=want.shot_key,
        brief=encode(want.brief, BriefMessage),
        revision=want.revision,
        take_number=want.number,
        prompt_digest=order.prompt_digest,
        reason=order.reason or ENGINE_FAILED,
        message=order.failure,
    )

"""What the gateway says of an order, to one of those who want the take; and what it hears, as it is sent."""

from picturelock.gateway.model import ENGINE_FAILED, Order, Want
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.nouns import Prompt, Take
from picturelock.kernel.nouns.take import is_alternate
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.film.v1.take_pb2 import Staged as StagedMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.gateway.v1.events_pb2 import StillFailed, StillGenerated, TakeFailed, TakeGenerated

Generated = TakeGenerated | StillGenerated
Failed = TakeFailed | StillFailed


def as_sent(message: PromptMessage) -> Prompt:
    """The prompt without its source map, which no engine is sent and nobody after the gateway asks for."""
    sent = PromptMessage()
    sent.CopyFrom(message)
    del sent.pieces[:]
    del sent.diagnostics[:]
    return decode(Prompt, sent)


def generated(order: Order, want: Want, *, reused: bool) -> Generated:
    """The prompt names the shot that is told, though it may have been another's first."""
    take = order.take_for(want, reused=reused)
    if want.is_still:
        return StillGenerated(
            still_key=want.shot_key, brief=encode(want.brief, BriefMessage), prompt=_prompt_for(order, want),
            picture=encode(take.video, StagedMessage), engine_version=order.engine_version, reused=reused,
        )  # fmt: skip
    return _take_generated(order, want, take)


def alternate(order: Order, want: Want, purchase: str) -> TakeGenerated:
    """Of what came of this purchase beside the order's take."""
    return _take_generated(order, want, order.alternate_for(want, purchase))


def _take_generated(order: Order, want: Want, take: Take) -> TakeGenerated:
    return TakeGenerated(
        shot_key=want.shot_key, brief=encode(want.brief, BriefMessage), revision=want.revision,
        prompt=_prompt_for(order, want), take=encode(take, TakeMessage),
    )  # fmt: skip


def _prompt_for(order: Order, want: Want) -> PromptMessage:
    prompt = encode(order.prompt, PromptMessage)
    prompt.shot, prompt.brief_digest = want.brief.shot, want.brief_digest or order.prompt.brief_digest
    return prompt


def failed(order: Order, want: Want) -> Failed:
    brief, reason = encode(want.brief, BriefMessage), order.reason or ENGINE_FAILED
    if want.is_still:
        return StillFailed(
            still_key=want.shot_key, brief=brief, prompt_digest=order.prompt_digest, reason=reason,
            message=order.failure,
        )  # fmt: skip
    return TakeFailed(
        shot_key=want.shot_key,
        brief=brief,
        revision=want.revision,
        take_number=want.number,
        prompt_digest=order.prompt_digest,
        reason=reason,
        message=order.failure,
    )


def outcome_of(event: Generated | Failed) -> str:
    """In a word, for whoever counts."""
    if isinstance(event, TakeFailed | StillFailed):
        return event.reason
    if isinstance(event, TakeGenerated) and is_alternate(event.take.number):
        return "alternate"
    reused = event.take.reused if isinstance(event, TakeGenerated) else event.reused
    return "reused" if reused else "made"

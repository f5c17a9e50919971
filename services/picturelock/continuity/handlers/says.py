"""What is said of a judged take."""

from picturelock.continuity.model import Judged, JudgedTake
from picturelock.kernel.codec import encode
from picturelock.kernel.nouns import Decision
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.film.v1.verdict_pb2 import Verdict as VerdictMessage


def said_of(shot_key: str, record: Judged, judged: JudgedTake) -> TakePassed | TakeRejected:
    says = TakePassed if judged.verdict.decision is Decision.PASS else TakeRejected
    return says(
        shot_key=shot_key,
        brief=encode(record.briefs[judged.brief_digest], BriefMessage),
        brief_digest=judged.brief_digest,
        revision=judged.revision,
        take=encode(judged.take, TakeMessage),
        asset=encode(judged.asset, AssetMessage),
        verdict=encode(judged.verdict, VerdictMessage),
        by=judged.by,
    )

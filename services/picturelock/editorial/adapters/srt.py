"""SubRip titles."""

from collections.abc import Sequence

from picturelock.editorial.model import Title
from picturelock.kernel.nouns import Rate


def srt(titles: Sequence[Title], rate: Rate) -> str:
    blocks = [
        f"{number}\n{_clock(title.start, rate)} --> {_clock(title.end, rate)}\n{title.text}\n"
        for number, title in enumerate(titles, start=1)
    ]
    return "\n".join(blocks)


def _clock(frame: int, rate: Rate) -> str:
    milliseconds = round(frame * 1000 / rate.fps)
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d},{milliseconds:03d}"

"""A pace: how far apart things are sent to one account at a provider, learned from what it lets in.

Time is a number of seconds that is handed in.
"""

from dataclasses import dataclass

FIRST_GAP, LEAST_GAP, MOST_GAP = 0.1, 0.05, 10.0
"""Seconds between two sends: to begin with, at least (few are on their way when the first is refused), and at most."""
FASTER = 0.95
"""What is left of the gap after a send that was let in."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a provider says it still lets in: so many requests within so many seconds."""

    requests: int
    seconds: float


@dataclass(slots=True)
class Pace:
    gap: float = FIRST_GAP
    next: float = 0.0
    """When the next may be sent."""
    slowed: float = -1.0
    """When it was last told to slow down."""
    since: float | None = None
    """When the first was sent that was let in after that."""
    taken: int = 0
    """So many were let in after that."""
    left: int = 0
    """So many more are let in until `resets`."""
    resets: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until something may be sent; 0 for at once."""
        until = self.resets if self.left <= 0 else 0.0
        return max(0.0, self.next - now, until - now)

    def begin(self, now: float) -> None:
        """Something is going to be sent."""
        self.next = max(now, self.next) + self.gap
        self.left -= 1

    def went_well(self, sent: float) -> None:
        if sent < self.slowed:
            return
        self.since, self.taken = sent if self.since is None else self.since, self.taken + 1
        self.gap = min(self.gap, max(LEAST_GAP, self.gap * FASTER))

    def was_slowed(self, now: float, sent: float, after: float) -> bool:
        """`after` is what the provider says; 0 when it does not. Whether that was news.

        What was sent before it was last told to slow down tells nothing new. Else: so many were let in, and so long it
        is from the first of them until one may come again; that is the gap.
        """
        if sent < self.slowed:
            return False
        if self.taken and self.since is not None:
            learned = (now - self.since + after) / self.taken
        else:
            learned = max(FIRST_GAP, 2 * self.gap)
        self.gap = min(MOST_GAP, max(self.gap, learned))
        self.slowed, self.since, self.taken = now, None, 0
        return True

    def told(self, now: float, room: Room) -> None:
        """What the provider says it lets in still; it does not count what is on its way."""
        is_same = now < self.resets
        self.left = min(self.left, room.requests) if is_same else room.requests
        self.resets = now + room.seconds

"""Word lists, as data: which words of a script mean which garment, prop, kind of place or gesture."""


def words(spelled: str) -> frozenset[str]:
    """A set of the words in `spelled`, so that a long list reads like a text."""
    return frozenset(spelled.split())


OUTDOORS = words(
    "alley avenue beach bridge cemetery cliff coast courtyard desert dock docks driveway field forest garden harbor "
    "harbour highway hill hillside island jungle lake lawn meadow mountain ocean orchard park path patio pier plaza "
    "quay river road roof rooftop sea shore sidewalk sky square street swamp trail valley village wharf woods yard"
)
"""Places that lie outside when the heading does not say."""

"""What the compiler may say about a brief: the catalogue of codes, and how one finding is worded."""

from picturelock.kernel.nouns import Diagnostic, Severity, Source

CATALOGUE: dict[str, str] = {
    "E001": "A figure holds a prop that is not among the shot's props.",
    "E002": "The camera looks over the shoulder of somebody who is not in the shot.",
    "E003": "A line of dialogue runs beyond the end of the shot.",
    "E004": "The shot is longer than the engine can make.",
    "E005": "What must be said does not fit into the engine's limit of characters.",
    "E006": "A character or a prop is in the shot twice.",
    "E007": "There is no engine of that name.",
    "E008": "The engine shows somebody who speaks, and nobody is seen to speak in the shot.",
    "E009": "The engine shows one speaker, and several speak in the shot.",
    "E010": "The shot begins with a picture, and the engine takes none to begin with.",
    "W001": "The camera's subject is neither in the cast nor among the props.",
    "W002": "Somebody speaks on screen who is not in the shot.",
    "W003": "A line has more words than its time allows.",
    "W004": "There are more figures in the shot than the engine copes with.",
    "W005": "The engine does not know the shape of a prop and draws it as a generic one.",
    "W006": "The engine does not know the kind of the place and builds a generic one.",
    "W007": "The engine makes another size than the one asked for.",
    "W008": "The engine makes another frame rate than the one asked for.",
    "W009": "The engine makes a longer take than the one asked for; the surplus is handles.",
    "W010": "A piece of the prompt was left out so that the rest fits the engine's limit of characters.",
    "W011": "A piece of the negative prompt was left out so that the rest fits the engine's limit of characters.",
    "W012": "A reference image was left out; the engine takes fewer, or none of that kind.",
    "W013": "The engine takes no seed, so the same prompt does not give the same take twice.",
    "W014": "The engine makes no speech; the words are left to be dubbed.",
    "W015": "An action runs beyond the end of the shot and will be cut off.",
    "W016": "An action belongs to somebody who is not in the shot.",
    "W017": "A figure wears two garments in one place.",
    "W018": "The engine is told what is said and nothing else of what the shot shows.",
    "W019": "The engine draws stand-ins, and does not begin with the picture that the shot begins with.",
}
"""Every code with what it means. Codes are stable: one is never given another meaning."""


def found(code: str, shot: str, message: str, source: Source | None = None) -> Diagnostic:
    """One finding about `shot`. Raises KeyError for a code that is not in the catalogue."""
    CATALOGUE[code]
    severity = Severity.ERROR if code.startswith("E") else Severity.WARNING
    return Diagnostic(code=code, severity=severity, message=f"{shot}: {message}", source=source)

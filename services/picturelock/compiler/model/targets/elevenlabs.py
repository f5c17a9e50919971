"""Voices of ElevenLabs under the pictures of previz: all that previz draws, and speech paid by the character."""

from picturelock.compiler.model.target import AnySize, Dialect, FrameLattice, Target

ELEVENLABS = (
    Target(
        name="elevenlabs/eleven_v3",
        model="eleven_v3",
        dialect=Dialect.PREVIZ,
        sizes=AnySize(least=16, most=8192, multiple=2),
        lengths=FrameLattice(most=14_400),
        most_cast=12,
        speaks=True,
        parameters={"model": "{model}", "characters": "{characters}"},
    ),
)

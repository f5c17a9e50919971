"""What anybody who plugs something into the house runs on it: one contract class for each port.

A contract is a pytest class whose fixture is yours to give: subclass it, override the fixture, and every test in it is
a promise that the house relies on. `instant` holds engines, examiners, inspectors and benches that cost nothing.
"""

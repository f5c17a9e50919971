"""The world: how services are run, and what they are run on."""

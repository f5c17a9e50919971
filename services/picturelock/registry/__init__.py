"""The registry: scripts, bibles and shots; what each shot must show, and whether a take does."""

"""Editorial: circle takes become a cut, and the cut becomes films and turnovers."""

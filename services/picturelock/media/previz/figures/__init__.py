"""People, animals and other figures: bodies, poses, clothes, faces."""

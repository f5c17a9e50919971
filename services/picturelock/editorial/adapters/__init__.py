"""Editorial's technology: the bench, the exports and the storyboard."""

"""A learner's files: found, read with bounds, and never run here; and the workspace that they lie in."""

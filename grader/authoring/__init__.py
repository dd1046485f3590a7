"""What authors need: the proof that a course is sound."""

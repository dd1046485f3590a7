"""The engine of exercises: a submission in, a result out."""

"""Make a course of an assignment of another system: its notebook becomes stub, reference, probes and suite."""

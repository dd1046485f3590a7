"""Helpers of the bad files."""

from ex1_area import area

__all__ = ["area"]

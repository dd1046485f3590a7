"""Find every fault of a quiz file: where it stands, what the author did, how to mend it."""

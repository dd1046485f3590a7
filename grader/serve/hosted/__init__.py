"""The course hosted for a class: `grade serve`."""

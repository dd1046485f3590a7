"""The course as static files: what `grade site` builds, and what runs of it in the reader's browser."""

"""Tags and who uses them."""


def hashtags(posts, *, least=1):
    """Return for each tag in (name, text) posts the set of names that use it, if they are at least so many."""
    raise NotImplementedError

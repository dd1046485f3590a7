"""One hour is `1 hours` for you. When is there an s?"""


def duration(seconds):
    parts = []
    for name, size in (("hour", 3600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}" + "s")
    if not parts:
        return "now"
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]

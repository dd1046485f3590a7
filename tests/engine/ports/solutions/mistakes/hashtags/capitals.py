"""`#Sun` and `#sun` are two tags for you. Are they?"""

import re


def hashtags(posts, *, least=1):
    found = {}
    for name, text in posts:
        for tag in re.findall(r"#(\w+)", text):
            found.setdefault(tag, set()).add(name)
    return {tag: names for tag, names in found.items() if len(names) >= least}

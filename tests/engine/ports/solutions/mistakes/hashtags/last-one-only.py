"""Only one name is kept for each tag. Does = add to a set?"""

import re


def hashtags(posts, *, least=1):
    found = {}
    for name, text in posts:
        for tag in re.findall(r"#(\w+)", text):
            found[tag.lower()] = {name}
    return {tag: names for tag, names in found.items() if len(names) >= least}

"""You read all records before you give one. What if they never end?

Yield each one in the loop.
"""


def faulty(records):
    found = []
    for number, record in enumerate(records, 1):
        if not isinstance(record, str):
            raise TypeError(f"record {number} is no text")
        name, sign, value = record.partition("=")
        if not (name and sign and value.isdigit()):
            found.append((number, record))
    yield from found

"""Records that are bad, one after the other."""


def faulty(records):
    """Give the number, from one, and the text of each record that is no `name=whole number`.

    A record that is no text raises TypeError. The records may be endless.

    >>> list(faulty(["a=1", "b", "c=x"]))
    [(2, 'b'), (3, 'c=x')]
    """
    for number, record in enumerate(records, 1):
        if not isinstance(record, str):
            raise TypeError(f"record {number} is no text")
        name, sign, value = record.partition("=")
        if not (name and sign and value.isdigit()):
            yield number, record

"""You count the records from 0. Which number has the first?

Count from one.
"""


def faulty(records):
    for number, record in enumerate(records):
        if not isinstance(record, str):
            raise TypeError(f"record {number} is no text")
        name, sign, value = record.partition("=")
        if not (name and sign and value.isdigit()):
            yield number, record

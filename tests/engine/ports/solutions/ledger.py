"""A ledger."""

import csv


def _rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def balances(path):
    found = {}
    for row in _rows(path):
        month = row["date"][:7]
        found[month] = found.get(month, 0.0) + float(row["amount"])
    return found


def largest(path, kind="pay"):
    amounts = [float(row["amount"]) for row in _rows(path) if row["kind"] == kind]
    return max(amounts, default=None)

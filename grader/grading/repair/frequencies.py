"""How many wrong programs an edit of each kind repaired: the order in which edits are tried.

Counted by `benchmarks/repair.py` over about 190 repairs of known mistakes and of programs of learners. One is added to each
count, so that no kind is last for ever.
"""

FREQUENCIES: dict[str, int] = {
    "comparison": 25,
    "early exit": 25,
    "return": 21,
    "name": 18,
    "range": 15,
    "indentation": 15,
    "factor": 11,
    "call": 11,
    "operator": 10,
    "parentheses": 9,
    "sign": 8,
    "condition": 7,
    "constant": 7,
    "method": 6,
    "copy": 5,
    "operands": 4,
    "index": 4,
    "order": 4,
    "assignment": 4,
    "missing condition": 3,
    "initial value": 3,
    "missing call": 3,
    "brackets": 3,
    "missing index": 2,
    "order of values": 2,
    "item by item": 2,
    "parameters": 2,
    "set": 8,
    "surplus": 2,
    "text": 2,
    "axis": 2,
    "rounding": 1,
    "elif": 1,
    "end of the loop": 1,
}

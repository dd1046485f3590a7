"""How often an edit of each kind repaired a wrong program: the order in which edits are tried."""

FREQUENCIES: dict[str, float] = {
    "comparison": 12.0, "operator": 9.0, "sign": 9.0, "operands": 5.0, "parentheses": 5.0, "condition": 5.0,
    "missing condition": 1.0, "rounding": 2.0, "constant": 9.0, "name": 11.0, "index": 4.0, "missing index": 2.0,
    "range": 9.0, "factor": 2.5, "initial value": 4.0, "copy": 6.0, "order of values": 7.0, "missing call": 3.0,
    "call": 2.0, "method": 4.0, "brackets": 2.0, "indentation": 10.0, "order": 5.0, "surplus": 4.0, "elif": 2.0,
    "return": 7.0, "early exit": 3.0, "end of the loop": 2.0, "assignment": 6.0,
}  # fmt: skip

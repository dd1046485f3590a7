# attack: host paths
# class: leak
# expect: full marks: right code; what it finds in the memory of the interpreter names no folder of the host
import sys


def worlds():
    """Every dict of globals on the way out of here."""
    frame = sys._getframe()
    while frame:
        yield frame.f_globals
        frame = frame.f_back


def find(name):
    for world in worlds():
        if name in world:
            return world[name]
        for thing in list(world.values()):
            if getattr(thing, "__name__", "") == name:
                return thing
    for module in list(sys.modules.values()):
        if name in vars(module):
            return vars(module)[name]
    raise ImportError(name)

import math
import os

SEEN = set()


def look(thing, depth=0):
    if depth > 4 or id(thing) in SEEN:
        return
    SEEN.add(id(thing))
    if isinstance(thing, str):
        if "/" in thing and len(thing) < 300:
            print("HAUL", thing)
    elif isinstance(thing, dict):
        for k, v in list(thing.items()):
            look(k, depth + 1), look(v, depth + 1)
    elif isinstance(thing, (list, tuple, set, frozenset)):
        for v in list(thing):
            look(v, depth + 1)
    elif hasattr(getattr(thing, "__code__", None), "co_filename"):
        look(thing.__code__.co_filename, depth + 1)
        look(thing.__code__.co_consts, depth + 1)
    elif hasattr(thing, "__dict__"):
        look(dict(vars(thing)), depth + 1)


for name in ("executable", "prefix", "base_prefix", "exec_prefix", "path", "argv", "orig_argv", "_stdlib_dir"):
    print("HAUL", name, getattr(sys, name, None))
print("HAUL", dict(os.environ))
for module in list(sys.modules.values()):
    for name in ("__file__", "__path__", "__cached__", "__spec__", "__loader__"):
        text = str(vars(module).get(name))
        if "/" in text:
            print("HAUL", text)
for world in worlds():
    look(world)


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(wj * xj for wj, xj in zip(w, x)) + b)

# attack: launcher state
# class: leak
# expect: 0; limits, filter and process numbers are all that the launcher's frames hold
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


def loss(a, y):
    frame = sys._getframe()
    while frame:
        print("HAUL", frame.f_code.co_name, str(dict(frame.f_locals))[:2000])
        frame = frame.f_back
    for kept in find("gc").get_objects():
        if isinstance(kept, dict) and len(kept) < 50:
            print("HAUL", str(kept)[:300])
    return None


mean_loss = loss

# attack: limits raised
# class: memory
# expect: 0; setrlimit, found through the frames, is refused: the limits stay
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


def update(w, b, gw, gb, eta):
    resource = find("resource")
    for kind in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE"):
        for value in ((-1, -1), (100, 100)):
            try:
                resource.setrlimit(getattr(resource, kind), value)
                print("ATTACK-SUCCEEDED", kind)
            except Exception:
                pass
    return None

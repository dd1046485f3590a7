# attack: real import restored
# class: leak
# expect: 0; the true __import__ and open, found through the frames, meet a kernel that opens no file
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


def sigmoid(*t):
    real = find("builtins")
    builtins = vars(real) if not isinstance(real, dict) else real
    for path in ("/etc/passwd", "/proc/self/environ", "/proc/self/maps", "/proc/self/cmdline", "/"):
        for opener in (builtins["open"], find("os").open):
            try:
                opener(path, 0)
                print("ATTACK-SUCCEEDED", path)
            except Exception:
                pass
    return builtins["__import__"]("socket").socket()


forward = sigmoid

# attack: machine code
# class: syscall
# expect: 0; code written into memory by ctypes cannot be made executable; jumping into it ends the worker with a crash
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
    ctypes = find("ctypes")
    page = ctypes.create_string_buffer(bytes.fromhex("b83c000000" "31ff" "0f05"), 64)
    ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(page))()


forward = sigmoid

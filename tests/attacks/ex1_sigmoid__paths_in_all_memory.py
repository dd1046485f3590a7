# attack: paths in all memory
# class: leak
# expect: 0; native code looks for the host's folders in what Python keeps of them and on the stack: nothing of them is left
import sys


def worlds():
    """Every dict of globals on the way out of here."""
    frame = sys._getframe()
    while frame:
        yield frame.f_globals
        frame = frame.f_back


def find(name):
    for world in worlds():
        for thing in list(world.values()):
            if getattr(thing, "__name__", "") == name:
                return thing
    raise ImportError(name)


def sigmoid(t):
    ctypes = find("ctypes")
    for name in ("Py_GetPrefix", "Py_GetExecPrefix", "Py_GetProgramFullPath", "Py_GetPath", "Py_GetProgramName"):
        function = getattr(ctypes.pythonapi, name)
        function.restype = ctypes.c_wchar_p
        print("HAUL", name, function())
    # the arguments and the program's name lie just before the environment's first string
    first = ctypes.POINTER(ctypes.c_void_p).in_dll(ctypes.CDLL(None), "environ")[0]
    print("HAUL", ctypes.string_at(first - 300, 300).replace(b"\0", b" ").decode("latin-1"))
    return 0.5


def forward(x, w, b):
    return 0.5

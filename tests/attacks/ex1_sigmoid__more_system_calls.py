# attack: more system calls
# class: syscall
# expect: 0; rarer calls by number, futexes that inherit priority, advice that poisons memory, locked and huge memory: none is allowed
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



def sigmoid(t):
    ctypes = find("ctypes")
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    tries = {
        "personality": (135, 0x400000), "keyctl": (250, 0, -3, 0), "add_key": (248, 0, 0, 0, 0, 0),
        "perf_event_open": (298, 0, 0, -1, -1, 0), "iopl": (172, 3), "syslog": (103, 3, 0, 0),
        "arch_prctl": (158, 0x1002, 0), "set_robust_list": (273, 0, 24), "rseq": (334, 0, 0, 0, 0),
        "membarrier": (324, 0, 0, 0), "sigaltstack": (131, 0, 0), "sigprocmask": (14, 0, 0, 0, 8),
        "setaffinity": (203, 0, 8, 0), "mlock": (149, 0, 4096), "mlockall": (151, 1), "mincore": (27, 0, 0, 0),
        "eventfd": (290, 0, 0), "timer_create": (222, 0, 0, 0), "alarm": (37, 1), "wait4": (61, -1, 0, 1, 0),
        "landlock": (444, 0, 0, 1), "pidfd_getfd": (438, 0, 0, 0), "process_madvise": (440, 0, 0, 0, 0, 0),
        "futex_waitv": (449, 0, 0, 0, 0, 0), "memfd_secret": (447, 0), "close": (3, 0), "shutdown": (48, 0, 2),
        "recvfrom": (45, 0, 0, 0, 0, 0, 0), "readv": (19, 0, 0, 0), "writev": (20, 0, 0, 0),
        "splice": (275, 0, 0, 0, 0, 0, 0), "sendfile": (40, 0, 0, 0, 0), "fstat": (5, 0, 0), "sysinfo": (99, 0),
        "times": (100, 0),
        "futex PI": (202, 0, 6, 0, 0, 0, 0), "futex requeue": (202, 0, 4, 0, 0, 0, 0), "poison": (28, 1, 4096, 100),
        "offline": (28, 1, 4096, 101), "merge": (28, 1, 4096, 12), "locked": (9, 0, 4096, 3, 0x2022, -1, 0),
        "huge": (9, 0, 1 << 21, 3, 0x40022, -1, 0), "clock": (228, ~1 << 3 | 2, 0), "nap": (230, ~1 << 3 | 2, 0, 0, 0),
    }
    for name, arguments in tries.items():
        ctypes.set_errno(0)
        if libc.syscall(*map(ctypes.c_long, arguments)) != -1 or ctypes.get_errno() not in (1, 38):
            print("ATTACK-SUCCEEDED", name, ctypes.get_errno())
    return 0.5


def forward(x, w, b):
    return 0.5

# attack: system calls by number
# class: syscall
# expect: 0; calls by raw number, x32 numbers and arguments with high halves: none gets past the filter; no executable memory
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


def train(X, Y, eta=0.5, epochs=2000):
    ctypes = find("ctypes")
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    call = lambda *a: libc.syscall(*[ctypes.c_long(x) if isinstance(x, int) else x for x in a])
    path = ctypes.c_char_p(b"/")
    pair = (ctypes.c_int * 2)()
    tries = {
        "open": (2, path, 0), "openat": (257, -100, path, 0), "openat2": (437, -100, path, 0, 24), "socket": (41, 2, 1, 0),
        "socketpair": (53, 1, 1, 0, pair), "pipe2": (293, pair, 0), "fork": (57,), "vfork": (58,), "execve": (59, path, 0, 0),
        "kill": (62, 0, 0), "tgkill": (234, 1, 1, 0), "ptrace": (101, 0, 0, 0, 0), "process_vm_readv": (310, 1, 0, 0, 0, 0, 0),
        "memfd_create": (319, path, 0), "io_uring_setup": (425, 8, 0), "bpf": (321, 0, 0, 0), "userfaultfd": (323, 0),
        "unshare": (272, 0x10000000), "setns": (308, 0, 0), "mount": (165, 0, 0, 0, 0, 0), "chdir": (80, path),
        "getcwd": (79, pair, 8), "uname": (63, ctypes.create_string_buffer(500)), "prctl": (157, 4, 1, 0, 0, 0),
        "seccomp": (317, 1, 0, 0), "setrlimit": (160, 0, 0), "prlimit64": (302, 0, 0, 0, pair), "getpid": (39,),
        "getppid": (110,), "dup": (32, 0), "fcntl": (72, 0, 0, 0), "ioctl": (16, 0, 0x5401, 0), "sendmsg": (46, 0, 0, 0),
        "recvmsg": (47, 0, 0, 0), "sigaction": (13, 10, 0, 0, 8), "pidfd_open": (434, 1, 0), "clone3": (435, 0, 0),
        "exec memory": (9, 0, 4096, 7, 0x22, -1, 0), "high half": (9, 0, 4096, 7 | 1 << 32, 0x22, -1, 0),
        "x32 write": (0x40000001, 0, path, 0), "x32 getpid": (0x40000000 | 39,), "x32 mmap": (0x40000009, 0, 4096, 7, 0x22, -1, 0),
        "pkey_mprotect": (329, 0, 4096, 7, 0), "negative": (-1,), "shmget": (29, 0, 4096, 0o1666), "modify_ldt": (154, 0, 0, 0),
    }
    for name, arguments in tries.items():
        ctypes.set_errno(0)
        if call(*arguments) != -1 or ctypes.get_errno() not in (1, 38):
            print("ATTACK-SUCCEEDED", name, ctypes.get_errno())
    memory = call(9, 0, 4096, 3, 0x22, -1, 0)
    if call(10, memory, 4096, 7) != -1 or call(10, memory, 4096, 5 | 1 << 33) != -1:
        print("ATTACK-SUCCEEDED mprotect")
    return [0.0], 0.0, [0.0]

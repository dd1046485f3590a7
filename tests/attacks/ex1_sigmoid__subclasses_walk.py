# attack: subclasses walk
# class: process
# expect: 0; classes found through object.__subclasses__ open, start and load nothing
def everything(cls=object):
    for sub in type.__subclasses__(cls):
        yield sub
        if sub is not type:
            yield from everything(sub)


def sigmoid(*t):
    for cls in everything():
        for arguments in (("/etc/passwd",), ("id",), (["id"],), ("x", "/etc/passwd")):
            if cls.__name__ in ("FileIO", "Popen", "FileLoader", "SourceFileLoader", "socket", "CDLL", "_wrap_close"):
                try:
                    made = cls(*arguments)
                    getattr(made, "read", lambda: None)()
                    getattr(made, "get_data", lambda p: 1 / 0)("/etc/passwd")
                    print("ATTACK-SUCCEEDED", cls)
                except Exception:
                    pass
    return None


forward = sigmoid

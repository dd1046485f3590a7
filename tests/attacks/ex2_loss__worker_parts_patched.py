# attack: worker parts patched
# class: tamper
# expect: 0; resource, itertools, ast and os patched under the worker's feet spoil only this worker
import sys


def loss(a, y):
    world = sys._getframe(1).f_globals
    for name in ("resource", "itertools", "ast", "os", "sys", "marshal", "builtins"):
        for attribute in list(vars(world[name])):
            if not attribute.startswith("__"):
                try:
                    setattr(world[name], attribute, lambda *a, **k: "patched")
                except Exception:
                    pass
    return 0.5


mean_loss = loss

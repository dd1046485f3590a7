# attack: faults written out
# class: tamper
# expect: 0; faulthandler, where it can be found at all, writes text on the channel, which is no frame
import sys


def loss(a, y):
    real = sys._getframe(1).f_globals["builtins"].__import__
    handler = real("faulthandler")
    handler.enable(file=0)
    handler.dump_traceback(file=0)
    handler._sigsegv()


mean_loss = loss

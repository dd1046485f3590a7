# attack: raises exit code that lies
# class: process-exit
# expect: 0; a SystemExit with a code of its own making is an end, not a pass
class Code:
    def __str__(self):
        import os
        os._exit(0)

    def __eq__(self, other):
        return True


class Bye(SystemExit):
    code = Code()


def sigmoid(*t):
    raise Bye


forward = sigmoid

# attack: raises keyboard interrupt
# class: process-exit
# expect: 0; a KeyboardInterrupt in the worker is an error of the submission, and does not stop the grader
def sigmoid(*t):
    raise KeyboardInterrupt


forward = sigmoid

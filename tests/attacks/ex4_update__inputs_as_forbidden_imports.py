# attack: inputs as forbidden imports
# class: side-channel
# expect: 0; an import named after its input is refused, and a closed check does not show the name
def update(*a):
    __import__("INPUTS%r" % (a,))

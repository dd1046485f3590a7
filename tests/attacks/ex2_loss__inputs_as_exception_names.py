# attack: inputs as exception names
# class: side-channel
# expect: 0; the raised type is named after its input: a closed check does not show the name
def loss(*a):
    raise type("INPUTS%r" % (a,), (Exception,), {})("INPUTS%r" % (a,))


mean_loss = loss

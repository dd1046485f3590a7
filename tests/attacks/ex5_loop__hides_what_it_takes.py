# attack: hides what it takes
# class: tamper
# expect: 0; the earlier parts lie in its memory, and it says that it takes others than it does; they are its own files
import os
import sys

# ex1_sigmoid, ex2_loss, ex3_gradient and ex4_update are spoken of here, so they are sent along


def took(name):
    body = b"t\0\0\0\2" + b"s\0\0\0\4took" + b"s" + len(name).to_bytes(4, "big") + name.encode()
    os.write(0, len(body).to_bytes(4, "big") + body)


frame = sys._getframe()
while "sent" not in frame.f_locals:
    frame = frame.f_back
sent = frame.f_locals["sent"]
print("HAUL", str(dict(sent))[:4000])
for name in ("ex4_update", "ex4_update", "test_ex5_loop", "ex5_loop", "ex6_minibatch", "solutions"):
    took(name)
worlds = {}
for name in ("ex1_sigmoid", "ex3_gradient"):
    worlds[name] = {}
    exec(sent[name][0][0][1].replace("from ex1_sigmoid import forward", "forward = abs"), worlds[name])
sent.clear()


def train(X, Y, eta, epochs):
    took("ex1_sigmoid")
    raise ValueError(str(worlds)[:1000], X, Y)

from dataclasses import dataclass, field, replace

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


@dataclass(frozen=True)
class Model:
    w: tuple
    b: float = 0.0


@dataclass
class Run:
    model: Model
    history: list = field(default_factory=list)


def train(X, Y, eta=0.5, epochs=2000):
    run = Run(Model((0.0,) * len(X[0])))
    for _ in range(epochs):
        m = run.model
        run.history.append(mean_loss([forward(x, m.w, m.b) for x in X], Y))
        w, b = update(m.w, m.b, *gradient(X, Y, m.w, m.b), eta)
        run.model = replace(m, w=tuple(w), b=b)
    return list(run.model.w), run.model.b, run.history

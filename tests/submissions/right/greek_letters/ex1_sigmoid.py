from math import exp


def σ(t):
    return 1 / (1 + exp(-t))


sigmoid = σ


def forward(x, w, b):
    Σ = b
    for xⱼ, wⱼ in zip(x, w):
        Σ += wⱼ * xⱼ
    return σ(Σ)

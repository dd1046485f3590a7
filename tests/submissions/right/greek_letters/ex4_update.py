def update(w, b, gw, gb, η):
    θ, dθ = [*w, b], [*gw, gb]
    θ = [p - η * g for p, g in zip(θ, dθ)]
    return θ[:-1], θ[-1]

def update(beta, beta_0, g, g0, learning_rate):
    beta_0 -= g0 * learning_rate
    for i in range(len(beta)):
        beta[i] -= (g[i] * learning_rate)
    return beta, beta_0

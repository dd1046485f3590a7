def update(weights, bias, adj, adj_b, rate):
    weights = [wt + rate * ad for wt, ad in zip(weights, adj)]
    bias = bias + rate * adj_b
    return weights, bias

from ex1_sigmoid import forward as predict


def gradient(inputs, targets, weights, bias, average=True, verbose=False):
    slopes, slope = [0.0 for _ in weights], 0.0
    for features, target in zip(inputs, targets):
        residual = predict(features, weights, bias) - target
        if verbose:
            print(residual)
        slopes = [s + residual * f for s, f in zip(slopes, features)]
        slope += residual
    count = len(inputs) if average else 1
    return [s / count for s in slopes], slope / count

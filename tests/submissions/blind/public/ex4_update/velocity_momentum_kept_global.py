v = {}

def update(w, b, gw, gb, eta):
    out = []
    for j in range(len(w)):
        v[j] = 0.9 * v.get(j, 0.0) + gw[j]
        out.append(w[j] - eta * v[j])
    v["b"] = 0.9 * v.get("b", 0.0) + gb
    return out, b - eta * v["b"]

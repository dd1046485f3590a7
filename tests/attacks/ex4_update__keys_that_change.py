# attack: keys that change
# class: return-value
# expect: 0; tuple keys and keys with a hash of their own are no plain values
class Key:
    def __hash__(self):
        while True:
            pass


def update(*a):
    return {(1, 2): 3}

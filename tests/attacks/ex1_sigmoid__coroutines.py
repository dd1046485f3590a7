# attack: coroutines
# class: return-value
# expect: 0; coroutines and async generators are no numbers
async def sigmoid(t):
    return 0.5


async def forward(x, w, b):
    yield 0.5

# attack: power of powers
# class: file-form
# expect: 0; a constant that takes the compiler for ever costs the compiler what it may, in the sandbox: bounded, and a clear message
x = "((1 << 1000) ** 100) ** 100; 10 ** 10 ** 9"
exec(compile(x, "x", "exec"))

# attack: brackets 100000 deep
# class: file-form
# expect: 0; brackets 100000 deep costs the compiler what it may, in the sandbox: bounded, and a clear message
x = "(" * 100_000 + ")" * 100_000
exec(compile(x, "x", "exec"))

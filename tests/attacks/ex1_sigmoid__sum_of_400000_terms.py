# attack: sum of 400000 terms
# class: file-form
# expect: 0; a sum of 400000 terms costs the compiler what it may, in the sandbox: bounded, and a clear message
x = "1+" * 400_000 + "1"
exec(compile(x, "x", "exec"))

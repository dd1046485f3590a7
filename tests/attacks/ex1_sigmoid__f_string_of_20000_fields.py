# attack: f string of 20000 fields
# class: file-form
# expect: 0; an f-string of 20000 fields costs the compiler what it may, in the sandbox: bounded, and a clear message
x = "f\"" + "{1}" * 20_000 + "\""
exec(compile(x, "x", "exec"))

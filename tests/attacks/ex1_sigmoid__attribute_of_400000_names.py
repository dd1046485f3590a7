# attack: attribute of 400000 names
# class: file-form
# expect: 0; an attribute 400000 deep costs the compiler what it may, in the sandbox: bounded, and a clear message
x = "a" + ".b" * 400_000
exec(compile(x, "x", "exec"))

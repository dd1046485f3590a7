"""Where learners' code runs: a process with no file system, no network and no children, that can only answer questions.

`wire` is how values cross the border, `worker` what runs inside, `launcher` what forks it, `policy` what the kernel
lets it do, `client` the trusted side. The first three import the standard library alone.
"""

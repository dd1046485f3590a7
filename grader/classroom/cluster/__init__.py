"""A class on a cluster of machines, by dask.distributed: the same unit of work, the same results.

`packing` makes of a course one parcel with a hash, `worker` is what runs on the cluster; `engine` is what `grade
submissions` calls, `dealing` makes batches of a class, `connection` sends and receives them, `local` starts a cluster
on this machine. docs/scale.md says how to use it.
"""

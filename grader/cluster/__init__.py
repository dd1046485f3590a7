"""A class on a cluster of machines, by dask.distributed: the same unit of work, the same results.

`packing` makes of a course one parcel with a hash, `worker` is what runs on the cluster, `engine` deals out batches and
takes back results, `lasting` is a gradebook that outlives a restart of its database. docs/scale.md says how to use it.
"""

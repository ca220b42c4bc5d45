"""The fetcher: the only process that may open a socket, one for each download.

Its boundary is `protocol` and `wire`; the rest runs in the child alone.
"""

"""Benchmarks: each figure is a ratio to a floor or a peer measured in the same run."""

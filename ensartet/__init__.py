"""The kernel: the graph, its questions and its answers."""

__version__ = "0.1.0"

"""The gate: what a change touches is checked before it is recorded, with the verdict of a check of everything.

paths      steps along a property path, from a changed quad back to where the path began
rules      which nodes a rule in queries/checks must look at again
shapes     which nodes the shapes must look at again, and pySHACL on an extract of just these
verdict    all problems of the nodes that a change touches
"""

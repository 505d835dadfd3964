"""From the bytes of a file to typed rows in a workspace.

`sniff` turns a file into tables of text, `mapping` says which column is which noun, `load` types the
rows and writes them, with every refused row kept beside its reason.
"""

"""Reading what was written: text in, findings out, each with its place and its reason.

This room knows no journal, no screen and no clock. `read` is its door.
"""

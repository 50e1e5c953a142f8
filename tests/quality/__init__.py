"""How good the reading is: `python -m tests.quality [part …]`."""

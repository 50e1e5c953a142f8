"""Reading what was written: text in, findings out, each with its place and its reason.

This room knows no journal, no screen and no clock. A text is cut up once (`words.words_of`), and
each reader finds one kind of thing in it: `second_look`, `yes_buts`, `identity`.
"""

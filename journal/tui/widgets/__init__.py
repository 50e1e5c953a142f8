"""Widgets show what they are given and say what was asked of them; they know no journal."""

"""A terminal journal for the chats that good co-production starts from."""

__version__ = "0.1.0"

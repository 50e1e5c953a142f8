"""The room that knows files: durable saves, one TinyDB file per year, drafts, the lock."""

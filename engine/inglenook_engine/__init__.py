"""The engine: everything that computes. Knows no Qt and no database; imports nothing here on purpose."""

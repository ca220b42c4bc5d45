"""The terminal front end. Knows no Qt; imports nothing here, so that every command starts fast."""

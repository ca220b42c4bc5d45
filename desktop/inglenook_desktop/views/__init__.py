"""Widgets: they show models and emit intentions. They know neither store nor engine."""

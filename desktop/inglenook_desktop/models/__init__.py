"""Item models: what the views show, as Qt objects that announce their changes. They know neither store nor engine."""

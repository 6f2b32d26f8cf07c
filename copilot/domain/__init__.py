"""The nouns of the product: frozen values, and the shapes that travel over the wire."""

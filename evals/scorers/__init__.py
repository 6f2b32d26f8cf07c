"""What an outcome is worth, by the case and the library's own text alone. Nothing here knows how the product decides."""

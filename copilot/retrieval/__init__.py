"""The library on disk, its passages, and the search over them."""

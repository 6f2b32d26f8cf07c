"""The outside world, one file each. Each implements a port; `bootstrap` alone names them."""

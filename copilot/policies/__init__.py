"""The rules that must hold: pure functions from values to values. They read no file, no clock and no model."""

"""Tests against a real model server; `make test-model` runs them, CI does not."""

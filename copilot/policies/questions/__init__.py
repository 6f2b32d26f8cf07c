"""Whether a question is one that a mentor would ask: a file for each family of rules, joined in `lint`."""

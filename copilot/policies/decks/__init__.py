"""What a deck and its story say, read by rules: who, when, what was exchanged, in which section. Nothing is judged here."""

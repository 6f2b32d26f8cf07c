"""What a one-on-one is about: the card's facts, the first break, what the seller needs, which questions, in which minutes."""

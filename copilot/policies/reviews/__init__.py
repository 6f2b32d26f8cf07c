"""What a deck is worth by the rubric: levels, gates, faults, points, verdict; what came back, and what a leader decided."""

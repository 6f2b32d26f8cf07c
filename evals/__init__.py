"""Measures of what the product promises: cases, scorers, statistics. They enter by the front door and borrow none of its
policies.
"""

"""The prompts: prose with a version and a digest. They state manner and task; no promise rests on them."""

"""What every noun of the domain shares: it is a frozen value and knows no other field than its own."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen value. An unknown field is an error, so that a misspelt one is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Received(BaseModel):
    """A frozen value that a caller sends. Unknown fields are kept aside, so that the answer can name what it ignored."""

    model_config = ConfigDict(frozen=True, extra="allow")

    def ignored_fields(self) -> tuple[str, ...]:
        """Return the dotted names of the fields that mean nothing here, nested ones included."""
        names = list(self.model_extra or {})
        for field in type(self).model_fields:
            value = getattr(self, field)
            children = value if isinstance(value, tuple) else (value,)
            for child in children:
                if isinstance(child, Received):
                    names += [f"{field}.{name}" for name in child.ignored_fields()]
        return tuple(dict.fromkeys(names))

"""Everything kept about somebody's submissions as one document, the bytes of their files included."""

import base64
from collections.abc import Callable, Sequence

from copilot.domain.reviews import KeptReview, KeptUpload


def export_reviews(
    reviews: Sequence[KeptReview],
    files: Sequence[tuple[str, str | None]],
    look_up: Callable[[str], KeptUpload],
    read: Callable[[str], bytes],
) -> list[dict[str, object]]:
    """Return one document a review; `files` are the ids of its deck and of its story."""
    return [
        review.model_dump(mode="json") | {"files": [_export_file(look_up(one), read(one)) for one in ids if one is not None]}
        for review, ids in zip(reviews, files, strict=True)
    ]


def _export_file(upload: KeptUpload, data: bytes) -> dict[str, object]:
    return upload.model_dump(mode="json") | {"base64": base64.b64encode(data).decode("ascii")}

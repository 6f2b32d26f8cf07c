"""Writes remarks into the notes of a deck, in a process of its own with limits: `run_limited` runs it.

Standard input is the deck, the argument the remarks by slide; standard output is one JSON document with the copy in base64.
"""

import base64
import io
import json
import sys
from collections.abc import Mapping, Sequence

_NOTE = "— Review —"


def annotate(data: bytes, remarks: Mapping[int, Sequence[str]]) -> bytes:
    """Return a copy whose notes hold the remarks at the slide they concern; nothing that an audience sees is changed."""
    from pptx import Presentation

    presentation = Presentation(io.BytesIO(data))
    for number, slide in enumerate(presentation.slides, 1):
        if not remarks.get(number):
            continue
        frame = slide.notes_slide.notes_text_frame
        if frame is None:
            continue
        before = f"{frame.text}\n\n" if frame.text.strip() else ""
        frame.text = f"{before}{_NOTE}\n" + "\n".join(f"• {remark}" for remark in remarks[number])
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def main() -> None:
    remarks = {int(number): told for number, told in json.loads(sys.argv[1]).items()}
    try:
        answer = {"deck": base64.b64encode(annotate(sys.stdin.buffer.read(), remarks)).decode("ascii")}
    except Exception:  # whatever a parser says of a deck, the answer is the same sentence
        answer = {"refused": "No copy with remarks can be made of this deck; save it anew as .pptx and review it again."}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()

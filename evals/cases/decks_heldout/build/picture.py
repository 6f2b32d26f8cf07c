"""A chat drawn as a picture: the words are in the pixels, as they are in a screenshot."""

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont

WIDTH, MARGIN, LINE, BUBBLE = 1100, 28, 38, 700
MINE, THEIRS, GROUND, INK, FAINT = "#D7EBFF", "#F0F0F0", "#FFFFFF", "#1A1A1A", "#6B6B6B"


def draw_chat(lines: list[list[str]]) -> tuple[io.BytesIO, float]:
    """Draw [who, when, words] as bubbles, the seller's on the right; gives the PNG and its width by height."""
    plain, small = ImageFont.load_default(26), ImageFont.load_default(19)
    wrapped = [(who, when, textwrap.wrap(words, 48)) for who, when, words in lines]
    height = MARGIN + sum(len(rows) * LINE + 74 for _, _, rows in wrapped)
    image = Image.new("RGB", (WIDTH, height), GROUND)
    pen = ImageDraw.Draw(image)
    top = MARGIN
    for who, when, rows in wrapped:
        mine = who.lower() in {"me", "ich"}
        left = WIDTH - MARGIN - BUBBLE if mine else MARGIN
        bottom = top + 36 + len(rows) * LINE + 14
        pen.rounded_rectangle((left, top, left + BUBBLE, bottom), 16, fill=MINE if mine else THEIRS)
        pen.text((left + 18, top + 8), f"{who}  {when}", font=small, fill=FAINT)
        for number, row in enumerate(rows):
            pen.text((left + 18, top + 36 + number * LINE), row, font=plain, fill=INK)
        top = bottom + 24
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    return stream, WIDTH / height

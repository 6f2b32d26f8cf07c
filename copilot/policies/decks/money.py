"""Amounts and ranges of money, in the currencies and scales that sellers write: EUR 300,000 - 480,000, Rs 1.1 to 1.6 crore."""

import re

_CODES = (
    "eur gbp usd chf pln nok sek dkk isk aud cad nzd sgd hkd zar kes ngn inr jpy cny krw brl mxn ars clp cop aed sar qar kwd egp"
    " try tl ils czk huf ron bgn rub uah thb idr myr php vnd twd rs r"
)
MONEY = (
    r"(?:(?:us|c|ca|a|au|nz|s|sg|hk|r|mx)?\$|[€£¥₹₺₽₩₪฿₱₫₴]|(?<![a-z])(?:"
    + "|".join(_CODES.split())
    + r"|euro?s?|dollars?|pounds?"
    r"|francs?|rupees?|rand|kron[eo]r|zl(?:oty)?s?|lira|reais|real|pesos?|dirhams?|yen|yuan|forint)(?![a-z])\.?)"
)
SCALE = (
    r"\s?(?:k\b|m\b|mn\b|bn\b|million(?:s|en|er|i)?\b|milj\w*|mil+[ij]on\w*|thousand|mio\b|mrd\b|tsd\b|mil\b|tys\b|mln\b"
    r"|crores?|lakhs?|cr\b)?"
)
FIGURE = r"\d[\d.,' \u00a0\u202f]{0,18}\d|\d"
AMOUNT = re.compile(
    rf"{MONEY}\s?(?:{FIGURE}){SCALE}|(?:{FIGURE}){SCALE}\s?(?:{MONEY}|%|per ?cent|x\b)"
    rf"|\b(?:{FIGURE})\s?(?:k|m|million|mio|mln|crores?|lakhs?)\b"
)
_JOINS = r"(?:-|–|—|to|up to|bis|a|al|do|und|and|y|et|e|à|tot|til|till|ile|,)"
RANGE = re.compile(rf"(?:{FIGURE}){SCALE}\s?(?:{MONEY})?\s?{_JOINS}\s?(?:{MONEY})?\s?(?:{FIGURE}){SCALE}")
_TELLS = re.compile(rf"{MONEY}|\d\s?(?:k|m|million|mio|mln|crore|lakh|%|per ?cent)|year|jahr|ano\b|\ban\b|rok")


def has_amount(folded: str) -> bool:
    return AMOUNT.search(folded) is not None


def has_range(folded: str) -> bool:
    """Whether a range of money or of shares stands in a text; two years with a dash are none."""
    for found in RANGE.finditer(folded):
        inside = folded[max(0, found.start() - 6) : found.end() + 12]
        if "," in found.group() and not re.search(r"(?:-|–|—|[a-z])", found.group()):
            continue  # a list of numbers
        if _TELLS.search(inside):
            return not re.search(r"20\d\d\s?[-–]\s?20\d\d", found.group())
    return False

"""How the small words are found by which a deck or a question is read, and which language a text is in.

A feature that needs such a word is less sure in another language; one that rests on names, dates, quotation marks or the
order of things is not. The words themselves stand in the rooms.
"""

import re
from collections.abc import Iterable

from copilot.policies.dates import fold_letters


def forms(text: str, *, whole: bool = False, anywhere: bool = False) -> re.Pattern[str]:
    """Return one pattern for any of the forms of a list; each form is a pattern itself.

    A form begins where a word does, unless it may stand anywhere; it ends where one does only if it is asked for whole.
    A line that begins with a bar goes on with the form before.
    """
    joined = re.sub(r"\n\s*(?=\|)", "", text)
    each = [form for form in re.split(r"\s{2,}", joined.strip()) if form]
    return re.compile(("" if anywhere else r"(?<![\w-])") + "(?:" + "|".join(each) + ")" + (r"(?!\w)" if whole else ""))


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def says(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(fold_letters(text).replace("\u2019", "'")) is not None


def content_words(text: str, least: int = 4) -> frozenset[str]:
    """Return the longer words of a text, cut to their stem of six letters, so that 'weights' meets 'weight'."""
    words = re.findall(rf"[^\W\d_]{{{least},}}", fold_letters(text))
    return frozenset(word[:6] for word in words if word not in STOP_WORDS)


def language_of(texts: Iterable[str]) -> str:
    """Return the language most of the small words are of, 'en' where nothing speaks against it."""
    words = [word for text in texts for word in re.findall(r"[^\W\d_]+", fold_letters(text))]
    counts = {name: sum(word in small for word in words) for name, small in _SMALL.items()}
    best = max(counts, key=lambda name: (counts[name], name == "en"))
    return best if counts[best] > counts["en"] * 1.5 and counts[best] >= 4 else "en"


_SMALL = {
    "en": word_set("the and of to is was that with for they she his her what not from have"),
    "es": word_set("el los las que una por del con para su lo se es como mas pero"),
    "de": word_set("der die das und ist nicht mit ein eine fur von auf ich wir sie dass wird"),
    "fr": word_set("le les des une est pour dans que qui pas sur avec nous vous elle ont"),
    "pl": word_set("nie jest sie na do ze jak ale przez dla ktory oraz jej ich byl czy"),
    "it": word_set("il gli che non per una sono con del della come piu questo anche"),
    "pt": word_set("os uma que nao para com do da em por mais foi como ela ele"),
    "nl": word_set("het een van niet met voor zijn ook maar aan wij zij door naar"),
    "nordic": word_set("och det att som inte pa av ikke til en han hun vi har jeg"),
}
STOP_WORDS = word_set(
    "that this with from they them their there have what when which will would could should been were then than "
    "just only very also about into over your ours mine because where while these those some more most other para "
    "como esta este pero nuestro nicht eine einen oder dass sind haben wird auch avec pour dans sont nous vous "
    "the and was are for not but she her his him had has who you our out all any can day did get how its let may new now off one "
    "old own say see too two use way why yes per via los las del por con una der die das und ist mit ein von auf les des est aux"
)

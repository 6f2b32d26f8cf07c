"""Private details of a buyer, wherever they stand: a number or address of one's own, the family, an illness.

A number is somebody's own unless it is said to be an office's; a detail is a buyer's unless the seller speaks of themselves.
Where neither can be told, nothing is raised: a person who reads the slide sees it too.
"""

import re
from collections.abc import Iterable, Sequence

from copilot.domain.certification import Fault
from copilot.policies.dates import fold_letters
from copilot.policies.decks.features import Features
from copilot.policies.decks.lines import Line
from copilot.policies.reviews.faults import fault
from copilot.policies.words import forms

_PHONE = re.compile(
    r"(?<![\w.,/])(?:\+\d{1,3}[\s./-]?)?(?:\(0?\d{1,5}\)[\s./-]?)?(?:\d{2,5}(?:[\s./-]\d{2,7}){1,4}|\d{9,12})(?![\w/]|[.,]\d)"
)
_TIMES = re.compile(
    r"^\(?\d{1,2}[.:]?\d{2}\s?[-/–]\s?\d{1,2}[.:]?\d{2}$"
    r"|^\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|20\d\d)$"
)
_YEAR_FIRST = re.compile(r"20[12]\d[\s./-]\d\d[\s./-]\d\d")
_FREE = re.compile(r"^\(?(?:\+?1[\s.-])?(?:0?0?80[0-9]|1[\s.-]?8[0-9]{2}|0?90[0-9]{1,2})\)?[\s./-]")  # a number for everybody
_PERSONAL = forms(
    r"""
    mobile  cell(?:phone)?  whatsapp  (?:private|home|mobile|cell|own|personal) (?:number|phone|line)  personal  private
    direct (?:line|mobile|dial)  at home  movil  celular  particular  handy  mobil(?:nummer|telefon)?  privat\w*  portable
    komork\w*  prywatn\w*  cellulare  mobiel  telemovel
    """,
    whole=True,
)
_PHONE_WORD = forms(r"phone  tel\b  tel\.  telephone  telefono  telefon  ring (?:him|her)  numero", whole=True)
_OFFICE = forms(r"""
    switchboard  front desk  reception\w*  (?:main|general|office|company|public|published|central) (?:number|line|phone|desk)
    head office  help ?(?:line|desk)  hot ?line  call cent(?:re|er)  support (?:line|number|desk)  customer service  service line
    (?:on|from) (?:their|the|its) (?:web ?)?site  (?:published|public) on  duty (?:desk|line)  control room  emergency number
    centralita  recepcion  conmutador  atencion al cliente  zentrale  empfang  pforte  servicenummer  standard (?:telephonique)?
    accueil  central telefonica  centrala  recepcj\w*  centralino  freephone  toll.?free  fax
""")
_PRIVATE_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|web|proton(?:mail)?|aol|wp|o2|live|me)\.\w{2,4}",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?<![\w-])(?:home address|lives (?:at|in|on) \d|private address|date of birth|born on \d|passport"
    r"|salary (?:of|is) \d|domicilio|privatadresse|adresse privee|adres domowy)"
)
_KIN = (
    r"(?:wife|husband|son|daughter|kids?|child(?:ren)?|mother|father|brother|sister|fiance\w*|baby|family|parents|spouse|mum|mom"
    r"|dad|twins|toddler|little (?:boy|girl|one)|grand(?:son|daughter|child(?:ren)?|mother|father)"
    r"|hij[oa]s?|espos[oa]|marido|mujer|frau|mann|tochter|sohn|kinder|femme|mari|fils|fille|enfants)"
)
_CLOSE_KIN = r"(?:wife|husband|son|daughter|kids?|fiance\w*|baby|spouse|twins|mum|mom|dad|little (?:boy|girl))"
_FIRM = (  # 'her sister company' is no sister
    r"(?! ?-?(?:company|business|firm|plan|office|in the (?:programme|project)|account|of the project|plant|site|mill|brand|ship"
    r"|hotel|hospital|store|shop|depot|bank|group|department|team|farm|owned|run|name|ticket|room|tree|friendly))"
)
_FAMILY = re.compile(
    rf"(?<![\w-])(?:his|her) (?:\w+ )?{_KIN}(?!\w){_FIRM}|"
    rf"(?<![\w-])[\w-]{{3,}}(?:'s|’s) {_CLOSE_KIN}(?!\w){_FIRM}|"
    r"(?<![\w-])(?:divorc\w+|custody|pregnan\w+|(?:maternity|paternity|parental) leave|getting married|su (?:esposa"
    r"|esposo|hijo|hija|marido|mujer)|embaraz\w+|baja (?:maternal|paternal)|(?:seine|ihre?) (?:frau|mann|tochter|sohn|kinder)"
    r"|schwanger\w*|scheidung|elternzeit|mutterschutz|(?:sa|son) (?:femme|mari|fils|fille)|enceinte|conge (?:de )?maternite"
    r"|(?:jej|jego) (?:zona|maz|syn|corka)|rozwod\w*|w ciazy)"
)
_OWN_KIN = re.compile(rf"(?<![\w-])(?:my|our|mi|mein\w*|mon|ma|moj\w*)\s+(?:\w+\s)?{_KIN}(?!\w){_FIRM}")
_HEALTH = forms(
    r"""
    cancer  chemo\w*  tumou?r  surgery  operation on (?:his|her)  heart (?:attack|operation|surgery)
    stroke\b(?= in| last| and| this)  diabet\w+  depress(?:ion|ed)  burn-?out  sick leave  in hospital  hospitali[sz]ed
    diagnosed  therapy  rehab  (?:is|was|been|fell|seriously|very) (?:ill|sick)  illness  miscarriage  disabilit\w+  dialysis
    bad back  (?:hip|knee) (?:replacement|operation)  recovering from  quimioterapia  enferm\w+  de baja  infarto  operacion de
    krebs\w*  krankgeschrieben  erkrank\w+  herzinfarkt  arret maladie  chorob\w*  zwolnieni\w* lekarski\w*  nowotwor\w*
    """,
    whole=True,
)
_TRADE = re.compile(  # where illness is the business
    r"(?<![\w-])(?:patients?|clinic\w*|ward|treatment|drug|cases?|centre|center|unit|care|hospitals?|pacientes?|patienten)(?!\w)"
)
_SOMEBODY = re.compile(  # nobody in particular
    r"(?<!\w)(?:some(?:body|one|times)|any(?:body|one)|no ?body|no one|every(?:body|one)|people|staff|workers?|drivers?"
    r"|operators?|nurses|colleagues?|employees?|crews?|alguien|nadie|jemand|niemand|leute|quelqu'un|personne|ktos|qualcuno)(?!\w)"
)
_NOT_REPEATED = "private details stand here; they are not repeated"
_PRONOUN = re.compile(r"(?<![\w-])(?:he|she|his|her|el|ella|sie|er|elle|il|ona)(?:'s)?(?![\w])")


def find_private(lines: Sequence[Line], f: Features) -> Iterable[Fault]:
    """Return a buyer's private number or address, and a detail of family or health, each once, covered or not repeated."""
    own = set(f.cast.seller)
    contact = next((line for line in lines if _is_private_contact(line, f, own)), None)
    speakers = _speakers_in_pictures(lines, f, own)
    if contact is not None:
        both = _is_family_or_health(contact, f, speakers)
        yield fault("private_contact_detail", contact, _NOT_REPEATED if both else _masked(contact.text))
    family = next((line for line in lines if _is_family_or_health(line, f, speakers)), None)
    if family is not None:
        yield fault("family_or_health_detail", family, "a family or health detail stands here; it is not repeated")


def _is_private_contact(line: Line, f: Features, own: set[str]) -> bool:
    if own & set(_words(line.text)) and (line.slide == 1 or not f.cast.who_is_meant(line.text)):
        return False  # the seller's own number
    if _PRIVATE_MAIL.search(line.text) or _HOME.search(line.folded):
        return True
    return any(_is_own_number(match, line) for match in _PHONE.finditer(line.text))


def _is_own_number(match: re.Match[str], line: Line) -> bool:
    digits = re.sub(r"\D", "", match.group())
    if not 8 <= len(digits) <= 15 or _TIMES.search(match.group()) or _YEAR_FIRST.search(match.group()):
        return False
    near = line.folded[max(0, match.start() - 40) : match.end() + 20]
    if _PERSONAL.search(near):
        return True
    around = line.folded[max(0, match.start() - 70) : match.end() + 70]
    if _OFFICE.search(around) or _FREE.search(match.group()):
        return False
    return match.group().startswith(("+", "0", "(")) or _PHONE_WORD.search(near) is not None


def _is_family_or_health(line: Line, f: Features, speakers: dict[Line, bool]) -> bool:
    """Of a buyer's person: a kin word after his, her or a name, or after 'my' where the buyer speaks; an illness somebody has."""
    if _OWN_KIN.search(line.folded):
        return _is_buyers_word(line, f, speakers)
    if _FAMILY.search(line.folded):
        return True
    return _is_ill(line, f)


def _is_buyers_word(line: Line, f: Features, speakers: dict[Line, bool]) -> bool:
    """Whether 'my' in a line is the buyer's: in their quotation, or below their name in a picture."""
    if line.channel == "picture":
        return speakers.get(line, False)
    return any(
        quote.line == line and not quote.ours and quote.speaker is not None and _OWN_KIN.search(fold_letters(quote.words))
        for quote in f.quotes
    )


def _is_ill(line: Line, f: Features) -> bool:
    """An illness has a person as its subject: who is named last before it, else whoever the line is about."""
    folded = line.folded.replace("’", "'")
    found = _HEALTH.search(folded)
    if found is None or _TRADE.search(folded):
        return False
    before = " ".join(line.text[: found.start()].split()[-8:])
    plain = fold_letters(before).replace("’", "'")
    anyone = max((match.start() for match in _SOMEBODY.finditer(plain)), default=-1)
    names = [plain.rfind(alias) for person in f.cast.who_is_meant(before) for alias in person.aliases]
    someone = max([-1, *names, *(match.start() for match in _PRONOUN.finditer(plain))])
    if anyone >= 0 or someone >= 0:
        return someone > anyone
    return bool(f.cast.who_is_meant(line.text) or _PRONOUN.search(folded))


def _speakers_in_pictures(lines: Sequence[Line], f: Features, own: set[str]) -> dict[Line, bool]:
    """Return for the lines of pictures whether a buyer's name stands last above them: a thread puts the name before the words."""
    buyers: dict[Line, bool] = {}
    slide, buyer = None, False
    for line in (line for line in lines if line.channel == "picture"):
        if line.slide != slide:
            slide, buyer = line.slide, False
        words = _words(line.text)
        if (len(line.text.split()) <= 5 and own & set(words)) or words[:1] in (["me"], ["ich"], ["yo"], ["moi"]):
            buyer = False
        elif len(line.text.split()) <= 5 and f.cast.who_is_meant(line.text):
            buyer = True
        buyers[line] = buyer
    return buyers


def _masked(text: str) -> str:
    """Return a text with the private detail covered: it is shown where it stands, not repeated."""
    masked = _PRIVATE_MAIL.sub("[mail address]", text)
    return _PHONE.sub(lambda m: "[number]" if 8 <= len(re.sub(r"\D", "", m.group())) <= 15 else m.group(), masked)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", fold_letters(text))

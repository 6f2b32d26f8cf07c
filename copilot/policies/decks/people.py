"""How a person is known in a deck: the shape of a name, the words of a role, and what may mean them later.

A name is known by its letters and its place (before a role, after a label, in the first cell of a row, before a colon and a
quotation), not by a list of names. A role counts as an executive's from the head of a function upwards.
"""

import re
from collections.abc import Sequence

from copilot.domain.noun import Noun
from copilot.policies.dates import MONTH_OF, fold_letters
from copilot.policies.words import forms, word_set

UPPER = "A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻČĎĚŇŘŠŤŮŽİĞŞ"
WORD = rf"(?:(?<!\w)[{UPPER}][\w'’-]{{0,40}}[\w]|[{UPPER}]\.)"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|zu|af|y|e)"
_HONOURS = (
    r"(?:Dr|Prof|Mr|Mrs|Ms|Miss|Sir|Dame|Ing|Lic|Sra|Sr|Srta|Don|Doña|Frau|Herr|Mme|M|Pan|Pani|Sig|Sig\.ra|Dott|Eng|Capt)\.?"
)
NAME = rf"(?:(?:{_HONOURS}\s+)+)?{WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{WORD}){{0,3}}"
FULL_NAME = re.compile(
    rf"(?P<name>(?:(?:{_HONOURS}\s+)+{WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{WORD}){{0,3}})"
    rf"|(?:{WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{WORD}){{1,3}}))"
)
HONOUR = re.compile(rf"^(?:{_HONOURS}\s+)+")
EXECUTIVE = forms(r"""
    chief\s+(?:[\w&-]+\s+){1,3}?officer  chief of staff  c[a-z]{1,2}o\b(?<!cro )  ciso  chro  cxo  managing director
    (?:executive|senior|group)?\s*(?:vice[- ]president|president)  [se]?vp\b  general (?:manager|counsel)
    (?:executive|non-executive|finance|financial|operations?|commercial|technical|technology|supply chain|plant|managing|medical
    |sales|marketing|hr|people|it|procurement|purchasing|logistics|quality|site|[\w-]+)\s+director
    director(?:a|y)?\s+(?:of|de|del|general|financier[oa]|comercial|tecnic[oa])  director\b  head of  board (?:director|member)
    chair(?:man|woman|person)?\b(?! of the growers)  founder  owner\b  partner\b  treasurer  controller of the group
    gerente general  presidente  vicepresident[ea]  consejer[oa] delegad[oa]  geschaftsfuhr\w+  vorst[aä]nd\w*  finanzvorstand
    bereichsleit\w+  werks?leit\w+  leiter(?:in)?\b  direktor(?:in)?  kaufmannische\w* leit\w+  direct(?:eur|rice)\b  pdg\b
    daf\b  dsi\b  dg\b  dyrektor\w*  prezes\w*  wiceprezes\w*  czlonek zarzadu  amministrat\w+ delegat\w+  dirett(?:or|ric)\w+
    dyrektork\w*  mudur\w*  genel mudur\w*  baskan\w*  responsabile\b  direktor  direktør  administrerende  verkstallande  vd\b
    bestuurder  diretor\w*
""")
BELOW = forms(r"""
    manager  lead\b  planner  supervisor  superintendent  super\b  analyst  assistant  engineer  coordinator  specialist  clerk
    officer\b  foreman  boss\b  operator  driver  fitter  technician  administrator  secretary  liaison  pharmacist  nurse
    buyer\b  accountant  auditor  scheduler  dispatcher  consultant  architect  team leader  chair\b  jef[ea]\b  gerente\b
    encargad[oa]  supervisora?  analista  coordinador\w*  asistente  planer(?:in)?\b  referent\w*  sachbearbeit\w+
    schichtleit\w+  chef d\w+  responsable  charge\w* de  kierowni\w+  specjalist\w+  asystent\w+  planist\w+  leder\b
    planlegger  subcontractor  farm  crew  controller
""")
_FUNCTIONS = (
    ("finance", r"financ|cfo|controller|treasur|account|finanz|finans|buchhalt|contab|ksiegow|cost analyst|daf\b"),
    (
        "operations",
        r"operat|coo\b|plant|pit\b|production|site\b|factory|manufactur|produkt|werk|oper\w+ion|zaklad|produkcj"
        r"|shift|turno|driver|regional",
    ),
    ("maintenance", r"maint|workshop|fitter|mantenim|instandhalt|utrzyman"),
    ("it", r"\bit\b|cio\b|cto\b|ciso|technolog|digital|data|informat|system|security"),
    ("people", r"\bhr\b|chro|people|human|personal|talent|kadry|recursos"),
    (
        "supply",
        r"supply|logist|warehouse|transport|purchas|procure|crane|almacen|magazyn|lager|einkauf|achat|compras|dispatch|planner",
    ),
    ("sales", r"sales|commerc|cro\b|cco\b|vertrieb|ventas|ticket|customer|handl"),
    ("marketing", r"market|cmo\b|brand|communicat"),
    ("quality", r"quality|pharmac|safety|compliance|regulat|qualitat|calidad|jakos|medical|clinic|nurs|lab"),
    (
        "management",
        r"ceo|managing director|general manager|president|board|owner|founder|chair|geschaftsf|prezes|gerente general|pdg",
    ),
)
NOT_A_NAME = word_set("""
    executive ejecutivo account cuenta kunde klient date touch who what why how proof next step risk risks unknown stage
    assumptions consequence cause reason problem people person role stake ask learned champion critic sponsor source signal
    the a an our my their we i in on at for and or with after before based not new insider instead quarterly call cameo
    video group director officer chief head manager finance operations maintenance marketing sales it hr crew opportunity
    certification story deck review value plan board team buyer seller company firm project monday tuesday wednesday
    thursday friday saturday sunday eur usd gbp chf pln nok sek dkk aud cad kes inr jpy cny linkedin teams zoom email
    whatsapp excel powerpoint power bi crm erp sap oracle microsoft vp ceo cfo coo cio cto cmo cco cpo chro ciso cro cdo
    persona cargo interes causa supuestos etapa jugada pido por que evidencia oportunidad termin folge ursache annahmen
    kasus warum was wer wie pourquoi kto co jak he she they her his you yes no this that these those if when where every
    each one two three play plays jugada spielzug top middle work level levels day days week weeks month months quarter year
    years holiday holidays christmas easter stakes goal objective ziel aim function spoken labor labour independence
    thanksgiving
""")

_QUESTIONS = word_set("was wer wie kto co jak on an her his he in no la")  # small words that are surnames somewhere

_ALSO_WORDS = (
    _QUESTIONS | frozenset(MONTH_OF) | word_set("will mark rich art grace hope bill drew pat rose penny frank dawn joy ray sue")
)


_LEVEL = re.compile(r"(?<!\w)(?:levels?|and above|or above|and up|upwards|und hoher|y superiores|et plus|vps|c-?suite)(?!\w)")


class Person(Noun):
    """Somebody at the buyer's, or the role alone where no name is given."""

    name: str  # "" where only the role is known
    role: str
    executive: bool
    aliases: tuple[str, ...]  # the words by which lines may mean this person, folded
    function: str = ""
    line: str = ""

    def is_meant_in(self, text: str) -> bool:
        words = " " + " ".join(words_of(text)) + " "
        return any(f" {alias} " in words and (alias not in _ALSO_WORDS or _stands_as_name(alias, text)) for alias in self.aliases)


def is_name(text: str, seller: Sequence[str] = (), *, undated: bool = False) -> bool:
    """Return whether a short text is a person's name: capital letters, no role, no small word, not the seller.

    Jan, April and Des begin dates too; where no number stands near, they begin names.
    """
    bare = HONOUR.sub("", text.strip(" .:,"))
    words = words_of(bare)
    if not words or len(words) > 5 or not re.fullmatch(NAME, text.strip(" .:,")):
        return False
    given = words[0] if undated and len(words) > 1 else ""
    if (
        words[0] in NOT_A_NAME
        or any(w in NOT_A_NAME - _QUESTIONS or (w in MONTH_OF and (w != given)) for w in words)
        or set(words) & set(seller)
    ):
        return False
    return not (EXECUTIVE.search(fold_letters(bare)) or BELOW.search(fold_letters(bare)))


def is_executive_role(text: str) -> bool:
    """Whether somebody with this role is an executive; 'VP level and above' is a level, and nobody's role."""
    return EXECUTIVE.search(fold_letters(text)) is not None and not is_level(text)


def is_level(text: str) -> bool:
    return _LEVEL.search(fold_letters(text)) is not None


def role_in(text: str) -> str:
    """Return the role a text names, or nothing."""
    folded = fold_letters(text)
    found = EXECUTIVE.search(folded) or BELOW.search(folded)
    return text[found.start() : found.end()] if found else ""


def function_of(text: str) -> str:
    """Return the function a role or a cell belongs to, or nothing."""
    folded = fold_letters(text)
    return next((name for name, form in _FUNCTIONS if re.search(form, folded)), "")


def make_person(name: str, role: str, line: str = "") -> Person:
    bare = HONOUR.sub("", name).strip()
    aliases = [word for word in words_of(bare) if len(word) > 2 and word not in NOT_A_NAME - _QUESTIONS]
    folded = " ".join(words_of(role))
    if folded and not bare:
        aliases.append(folded)
    chief = re.match(r"chief ((?:\w+ ){1,3})officer", folded)
    if chief:
        aliases += [folded, "c" + "".join(word[0] for word in chief.group(1).split()) + "o"]
    elif re.fullmatch(r"c[a-z]{1,3}o|managing director|md", folded):
        aliases.append(folded)
    return Person(
        name=name.strip(),
        role=role.strip(),
        executive=is_executive_role(role),
        aliases=tuple(dict.fromkeys(aliases)),
        function=function_of(role),
        line=line,
    )


def _stands_as_name(alias: str, text: str) -> bool:
    """Whether a name that is also a word stands with a capital, inside a sentence or as the whole of a short text."""
    found = [
        match for match in re.finditer(r"[^\W_]+", text) if fold_letters(match.group()) == alias and match.group()[0].isupper()
    ]
    return any(
        match.start() > 0 or len(text.split()) <= 5 or (match.end() < len(text) and text[match.end()] in ":,|") for match in found
    )


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold_letters(text))

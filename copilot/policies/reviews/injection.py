"""Text that tries to steer the review: found in every channel, shown to the human, obeyed by nobody.

What is looked for is a demand about the review itself (a level, a mark, a pass, rules to leave out) together with somebody to
obey it (a reviewer, an assistant, a model), or a demand so plain that it needs no addressee. In text an audience cannot see,
less is enough. A comment of a colleague, a note to oneself and a slide about marks at school are none of this.
"""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence

from copilot.domain.noun import Noun
from copilot.policies.dates import fold_letters
from copilot.policies.decks.lines import Line
from copilot.policies.words import forms

LONGEST_TEXT = 20_000  # characters of one line that are looked at
_ADDRESSEE = forms(r"""
    (?:automat\w+|ai|a\.i\.|llm|digital|virtual|machine)[\s-]+(?:reviewer|grader|assessor|evaluator|assistant|judge|marker
    |scorer|review)
    (?:review(?:er|ing)?|grad(?:er|ing)|assess(?:or|ment)|evaluat(?:or|ion)|scor(?:er|ing)|mark(?:er|ing))[\s-]*(?:bot|system
    |model|ai|engine|tool|agent|software|assistant|program)
    (?:(?:dear|hello|hi|hey|attention|note (?:to|for)(?: the)?|message (?:to|for)(?: the)?|instructions? (?:to|for)(?: the)?
    |to the|to any|for the|if you are (?:an?|the)|you are (?:an?|the|now))\s+(?:\w+\s+)?(?:reviewer|grader|assessor|evaluator
    |assistant|copilot|ai\b|model|llm|chatbot|bot|system|gpt\w*|claude|gemini|judge))
    (?:which|what|who)ever (?:model|system|software|reviewer|assistant|bot)
    (?:software|system|model|tool|program|machine|robot|script|assistant) (?:that|which|who) (?:scor|grad|rat|review|assess
    |evaluat|mark|read|check|open)\w*
    (?:grading|scoring|rating|assessment|evaluation|marking|reviewing) (?:assistant|bot|software|system|model|tool|engine)
    bewertungs(?:system|modell|programm|software|assistent\w*)  language model  ai assistant  chatgpt  gpt-?\d  llms?\b  chatbot
    large language  system prompt  <\s*/?\s*(?:system|assistant|instructions?)\s*>  \[(?:system|inst)\]
    ###\s*(?:system|instruction)  system\s*:  assistant\s*:
    (?:para|al|a la|querid[oa]|estimad[oa]|atencion)\s+(?:el |la )?(?:asistente|revisor\w*|evaluador\w*|modelo|ia\b|sistema|bot)
    (?:asistente|revisor|evaluador|modelo) (?:automatico|de ia|de revision|de evaluacion|virtual)  inteligencia artificial
    (?:ao|caro|para o) (?:\w+ )?(?:avaliador|revisor|assistente|modelo|sistema)\b  avaliador automatico  valutatore automatico
    (?:til|kare) (?:den )?(?:automatisk\w* )?(?:bedommer\w*|vurderings\w*|assistent\w*)  yapay zeka  otomatik degerlendir\w*
    искусственн\w+ интеллект\w*  языков\w+ модел\w*  人工智能
    评审(?:系统|助手|模型)?  評価者  審査(?:員|システム)  aiアシスタント  المراجع الآلي
    (?:an|fur|lieber?|liebes|achtung|hinweis an)\s+(?:den |die |das )?(?:automatisch\w* )?(?:prufer|gutachter|bewerter
    |assistent\w*|modell|ki\b|system)  ki-(?:assistent|modell|prufer)  sprachmodell  kunstliche intelligenz
    (?:pour|a|cher|note a)\s+(?:l'|le |la )?(?:assistant|evaluateur|correcteur|modele|ia\b|relecteur)\b  modele de langage
    intelligence artificielle  (?:dla|do|drogi|uwaga)\s+(?:asystenta|recenzenta|modelu|systemu|oceniajacego|asystencie)
    model jezykowy  sztuczna inteligencj\w*  (?:per|caro|nota per)\s+(?:l'|il |la )?(?:assistente|revisore|modello|valutatore)
    modello linguistico  (?:voor|aan) (?:de |het )?(?:assistent|beoordelaar|model)\b  taalmodel
    para o (?:assistente|avaliador|modelo)
""")
_STEER = forms(r"""
    (?:(?:give|award|assign|grant|set|return|output|answer|respond|reply|report|put)\b|(?:rate|score|grade|mark)\s+(?:this|it
    |the|all|every|each|me|us|him|her|as|k\s?\d)\b)[^.!?\n]{0,60}?\b(?:full marks?|full score|top marks?|highest|maximum|max\b
    |level\s?(?:4|four)|levels?\b|100|pass\b|passed|4\s?/\s?4|best|perfect|all (?:criteria|fours)|a four|certified|approve)
    (?:enter|write|record|tick|assume|close|clear|waive|report|use)\b[^.!?\n]{0,50}?\b(?:4|four|100|full|highest|maximum|met
    |passed|pass|gt\d|k\d+|every (?:line|criterion)|short scheme|lowest total)\b
    (?:de|de-lhe|atribua|conceda|marque|responda|coloque)\b[^.!?\n]{0,50}(?:maxim\w+|nivel|nota|aprovad\w*|100)
    nao (?:mencione|leia|aplique|considere)\b  (?:bestanden|approved|passed|certified)['"\u201d]? (?:ausgeben|output|answer)
    только\b[^.\n]{0,40}(?:зач[её]т|сдан|балл)
    (?:忽略|无视|無視)[^。\n]{0,20}(?:规则|標準|标准|指示|評価|评分)
    (?:满分|最高分|満点|最高評価)
    (?:игнориру\w*|поставь|поставьте)[^.\n]{0,50}(?:критери\w*|балл\w*|правил\w*|оценк\w*)
    (?:ignore|disregard|forget|skip|bypass|override|overrule|do not apply|don't apply|suspend|waive|drop|leave out
    |replace)\b[^.!?\n]{0,50}?\b(?:rubric|rules?|criteri\w+|instructions?|guidelines|gates?|prompt|standard|evidence|checks?
    |policy|above|previous|prior|integrity|flags?|k\d+|gt\d)
    (?:treat|consider|count|regard|accept|read)\b[^.!?\n]{0,60}?\bas (?:done|met|passed|approved|verified|complete\w*|true
    |evidence|two-way|level|satisfied|proven)
    (?:new|updated|revised|replacement) (?:rubric|scoring|rules?|criteria|instructions?)\b  only slide \w+ counts
    only (?:the )?(?:first|title) slide counts  verdict\s*(?::|is|=|should be|must be)?\s*(?:pass|approved|certified)
    (?:must|should|shall|has to) (?:pass\b(?! (?:it|the|this|on|that|through|by))|be passed\b(?! on)|be approved|be certified)
    mark (?:this|it|the (?:deck|seller)|all|every\w*|gates?)\b[^.!?\n]{0,30}(?:pass|met|complete|approved|4)
    do not (?:mention|report|flag|show|reveal|tell)  don't (?:mention|report|flag|tell)
    (?:reviewer|leader|committee|office|board|programme office)[^.!?\n]{0,30}(?:has|have) (?:already )?(?:approved|verified
    |cleared|accepted)
    (?:da|dale|otorga|asigna|pon|responde|califica|contesta|devuelve)\b[^.!?\n]{0,60}(?:maxim\w+|nivel|aprob\w+|aprueba|puntu\w+
    |100|cuatro)
    (?:ignora|omite|no apliques|olvida|no aplique|descarta)\b[^.!?\n]{0,50}(?:criteri\w+|reglas?|instrucci\w+|rubrica|norma\w*
    |anterior\w*)
    (?:gib|vergib|bewerte|setze|antworte|erteile|geben sie|bewerten sie|vergeben sie)\b[^.!?\n]{0,60}(?:hochst\w+|volle\w*|stufe
    |maxim\w+|bestanden|beste\w*|100|punkt\w*)
    (?:ignorier\w*|missacht\w*|vergiss|uberspring\w*)\b[^.!?\n]{0,50}(?:regel\w*|kriteri\w*|anweisung\w*|rubrik|vorgab\w*)
    (?:donne\w*|attribue\w*|accorde\w*|note\w*|reponds)\b[^.!?\n]{0,60}(?:maxim\w+|niveau|note|100|meilleur\w*|valide\w*
    |points?)  (?:ignore\w*|oublie\w*|neglige\w*)\b[^.!?\n]{0,50}(?:regles?|criteres?|consignes?|instructions?|grille)
    (?:daj|przyznaj|oceń|ocen|wystaw|odpowiedz)\b[^.!?\n]{0,60}(?:najwyzsz\w*|maksymaln\w*|poziom\w*|100|zalicz\w*|punkt\w*)
    (?:zignoruj|pomin|ignoruj|zapomnij)\b[^.!?\n]{0,50}(?:regul\w*|kryteri\w*|zasad\w*|instrukcj\w*|polecen\w*|rubryk\w*)
    (?:assegna|dai|valuta|rispondi)\b[^.!?\n]{0,60}(?:massim\w+|livello|100|promoss\w*|voto)
    (?:ignora|tralascia|dimentica)\b[^.!?\n]{0,50}(?:regole?|criteri|istruzioni|rubrica)
    (?:geef|ken)\b[^.!?\n]{0,50}(?:hoogste|maximale|niveau|100|geslaagd)  negeer\b[^.!?\n]{0,40}(?:regels?|criteria|instructies)
""")
_PLAIN_DEMAND = forms(
    r"""
    (?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|these\s+)*(?:previous|prior|above|earlier|existing
    |other|system)?\s*(?:instructions?|prompts?|rubric|scoring rules?|review rules?|evidence rule)
    (?<![\w-])(?:gt\s?\d|k\s?1?\d)\b[^.!?\n]{0,12}(?:=|:|is|are|to|at|as)\s*(?:\"|')?(?:met|passed|pass|level\s?4|4\s?/\s?4
    |4\b(?!\s?%)|full|max\w*)
    (?:enter|put|write|record|tick|set|mark)\s+(?:a |the )?(?:4|four|100|highest|top|maximum)\s+(?:on|for|in|at
    |against)\s+(?:every|each|all)  set[\s-]+verdict[\s-]+(?:to[\s-]+)?pass  return (?:the )?verdict  verdict pass\b
    k\s?1\s?(?:to|-|–|through|a|bis)\s?k\s?12
    (?<![\w-])(?:level|nivel|stufe|niveau|poziom)\s?(?:4|four)\s+(?:for|on|in|para|fur|pour|dla)\s+(?:all|every|each|the|k\s?\d
    |todos|alle|tous|wszystk)
    (?:award|give|grant)\b[^.!?\n]{0,30}\b(?:100|full marks|level 4|the highest level|top marks)\b[^.!?\n]{0,40}\b(?:deck
    |submission|criteri\w+|seller|candidate|review)
    (?:^|[.!?:;]\s*|please |you must |and )(?:give|award|assign|grant)\b[^.!?\n]{0,40}?\b(?:full marks|top marks
    |maximum (?:score|points|marks)|highest (?:level|score|marks?)|level (?:4|four)|100(?:\s*(?:points|%|/|of)
    |\b(?=[^.\d]{0,30}(?:approved|pass|score)))|perfect score)
    (?:highest|top|maximum) (?:level|score|mark)s? (?:on|for|in|across) (?:every|all|each)
    (?:seller|deck|submission|candidate|presenter) (?:must|should|shall|has to) (?:receive|get|be given|be rated|be awarded
    |pass\b)  verdict\s*(?::|=)\s*pass
    total\s*(?::|=)?\s*(?:8|9)\d(?:\.\d)?\s*(?:\.|$|of 100|points)[^\n]{0,20}(?:verified|met|gt\d)
    (?:verified|met)\W+total\s+\d{2,3}  new rubric[^.!?\n]{0,60}(?:counts|applies|only)  only slide \w+ counts  system prompt
    jailbreak  you are now (?:an?|the|in)\s  developer mode  <\s*/?\s*system\s*>  \[/?inst\]
    (?:no apliques|ignora)\s+(?:todas? )?(?:los|las|el|la)\s+(?:criterios|reglas|instrucciones|rubrica)
    ignorier\w*\s+(?:sie )?(?:alle |die )+(?:\w+ )?(?:anweisungen|regeln|kriterien)
    ignore[zr]?\s+(?:toutes )?les\s+(?:instructions|consignes|criteres|regles)
    zignoruj\s+(?:wszystkie )?(?:\w+ )?(?:instrukcje|kryteria|zasady|polecenia)
    """,
    anywhere=True,
)
_ASSESSMENT = forms(
    r"""
    waived?  findings?  met  proof  nota  maxima  kriterien  bestatigt  ausgeben  levels?  score\w*  marks?  verdict  rubric
    pass(?:es|ed)?  approv\w+  certif\w+  criteri\w+  gates?  k\d{1,2}  gt\d  evidence rule  total  points  rating  grade\w*
    nivel\w*  aprueba  aprobad\w*  puntu\w+  criterios  rubrica  bewert\w+  stufe  bestanden  punkte  niveau  valide\w*
    poziom\w*  zalicz\w*  ocen\w*
    """,
    whole=True,
)
_INNOCENT = forms(
    r"""
    school  pupils?  students?  teachers?  exam\w*  inspectors?  university  class(?:es|room)?  supplier (?:score|rating)
    credit rating  suppliers?  escuela  alumnos  schul\w*  schuler  ecole  eleves  szkol\w*  uczni\w*
    """,
    whole=True,
)
_HIDDEN = {"off_slide", "tiny", "background_coloured", "zero_width", "hidden_shape"}
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\U000e0000-\U000e007f]")
_TOKEN = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}[\s:]?){16,}")
_LEET = str.maketrans("013457@$!|", "oieastasil")
_ALIKE = str.maketrans("аеорсухіјѕԁɡһκοαετιν", "aeopcyxijsdghkoaetiv")


class Injection(Noun):
    """A line that addresses the review, and how it was read where it was disguised."""

    line: Line
    excerpt: str
    read_as: str = ""


def find_injections(lines: Sequence[Line]) -> tuple[Injection, ...]:
    """Return the lines that try to steer the review, whichever channel they stand in, in their order."""
    found: list[Injection] = []
    open_piece: int | None = None  # an injected line that ends with a colon makes the rest of its box part of it
    for line in lines:
        if line.piece == open_piece and not line.told:
            found.append(Injection(line=line, excerpt=_short(line.text)))
            continue
        reading = _steers(line)
        if reading is not None:
            found.append(
                Injection(line=line, excerpt=_short(_telling(line)), read_as="" if reading == line.text else _short(reading))
            )
            if line.text.rstrip().endswith(":"):
                open_piece = line.piece
    return tuple(found)


def _steers(line: Line) -> str | None:
    """Return the reading of a line that steers, or None. A plain reading comes first, then what it may be disguised as."""
    text = line.text[:LONGEST_TEXT]
    if line.channel == "file_name":
        text = re.sub(r"[_-]+", " ", text)  # they stand for spaces
    for reading in _readings(text):
        encoded = reading != text
        if _is_demand(reading, hidden=not line.visible, encoded=encoded):
            return reading
        if line.disguise in _HIDDEN and len(set(_ASSESSMENT.findall(fold_letters(reading)))) >= 2:
            return reading  # nobody hides words about levels and approval from an audience by chance
    return None


def _telling(line: Line) -> str:
    """Return the text from the sentence on that steers by itself; all of it where only the whole does."""
    for start in (0, *(match.end() for match in re.finditer(r"[.!?]\s+", line.text))):
        first = re.split(r"(?<=[.!?])\s", line.text[start:], maxsplit=1)[0]
        if _steers(line.model_copy(update={"text": first})) is not None:
            return line.text[start:]
    return line.text


def _is_demand(text: str, *, hidden: bool, encoded: bool) -> bool:
    folded = fold_letters(text).replace("\u2019", "'").replace("_", " ")
    if _INNOCENT.search(folded) and not _ADDRESSEE.search(folded):
        return False
    if _PLAIN_DEMAND.search(folded):
        return True
    addressed, steered = _ADDRESSEE.search(folded) is not None, _STEER.search(folded) is not None
    if addressed and (steered or len(_ASSESSMENT.findall(folded)) >= 2):
        return True
    return (hidden or encoded) and steered and _ASSESSMENT.search(folded) is not None


def _readings(text: str) -> Iterable[str]:
    """Return a text as it stands, then as it may be meant: without what cannot be seen, spelt plainly, decoded."""
    yield text
    bare = unicodedata.normalize("NFKC", _untag(text))
    bare = _ZERO_WIDTH.sub("", bare).translate(_ALIKE)
    if bare != text:
        yield bare
    if re.search(r"(?:\b\w[\s.\-_]{1,3}){8,}", bare):
        spread = re.sub(r"\s{2,}", "¦", bare)
        yield re.sub(r"(?<=\b\w)[\s.\-_](?=\w\b)", "", spread).replace("¦", " ")
    if re.search(r"[a-zA-Z][013457@$!|]+[a-zA-Z]", bare):
        yield bare.lower().translate(_LEET)
    yield from _decoded(bare)
    if re.search(r"(?<!\w)(?:vtaber|tvir|yriry|znexf|ehoevp|nffvfgnag|erivrjre|cnff|inyhngvba|nppbhag)", bare.lower()):
        yield codecs.decode(bare, "rot13")
    if re.search(r"(?:erongi|level|rewei?ver|cirbur|tnatsissa|sserp)", bare.lower()) and "level" not in bare.lower():
        yield bare[::-1]


def _decoded(text: str) -> Iterable[str]:
    for token in _TOKEN.findall(text):
        padded = token.replace("-", "+").replace("_", "/").rstrip("=")
        try:
            made = base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
        if sum(char.isalpha() or char.isspace() for char in made) > 0.7 * len(made):
            yield made
    for run in _HEX.findall(text):
        try:
            yield bytes.fromhex(re.sub(r"[\s:]", "", run)).decode("utf-8")
        except (ValueError, UnicodeDecodeError):
            continue


def _untag(text: str) -> str:
    """Return letters written in the invisible tag characters as plain ones."""
    return "".join(chr(ord(char) - 0xE0000) if 0xE0020 <= ord(char) <= 0xE007E else char for char in text)


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:15])[:160] + (" …" if len(words) > 15 else "")

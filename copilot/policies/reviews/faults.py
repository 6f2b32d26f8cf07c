"""What a deck lacks or gets wrong, each with its place and a short excerpt. Rules say little and are seldom wrong."""

import re
from collections.abc import Iterable, Sequence

from copilot.domain.certification import Fault, FaultKind, Rubric, Submission
from copilot.policies.decks.features import Features
from copilot.policies.decks.lines import Line, sections_of
from copilot.policies.decks.people import is_name
from copilot.policies.decks.quantities import find_differences, find_figures
from copilot.policies.decks.words_of_outreach import COLLEAGUE, SOURCE
from copilot.policies.reviews.gates import inherited_line
from copilot.policies.words import content_words, forms, language_of, says

_PRODUCT = forms(r"""
    our (?:platform|product|solution|software|tool|module|suite|app|technology|engine|dashboard)  features?\b  dashboards?
    platform  modules?\b  integrat\w+  demo\b  licen[cs]e  roadmap  ai-powered  all-in-one  best-in-class  seamless\w*
    our customers (?:save|see)  award.?winning  nuestra (?:plataforma|solucion)  unsere (?:plattform|losung)
    notre (?:plateforme|solution)  nasz\w* (?:platform\w*|rozwiazani\w*)
""")
_BUZZ = forms(r"""
    transform\w*  synerg\w*  holistic  value-based  multi-?(?:touch|channel|thread\w*)  strategic  alignment  stakeholders?
    champions?  journey  engagement  insights?  executive  signals?  pain points?  consequences?  value\b  proof\b  priorit\w+
    trend\w*  partnership  best practice  quantified  hypothesis  assumptions?  next step  learning  customer-centric
    do more with less  social selling  two-way  quotes?\b  timeline  faster than ever  comments?\b  listening
""")
_SELLER_IDIOM = forms(r"""
    seamless\w*  best-in-class  world-class  game.?chang\w+  synerg\w*  robust  scalable  holistic\w*  end-to-end  roi\b
    leverage  unlock\w*  cutting-edge  state-of-the-art  your (?:platform|solution|product|software|team is)  this solution
    partner of choice  transformational  digital transformation  value proposition  exactly what we (?:need|were looking)
    no-brainer  industry-leading  innovative  delighted  empower\w*  streamlin\w*  drive (?:value|growth|efficien\w+)
    actionable
""")
_NOT_THEIR_WORDS = forms(r"""
    (?:did not|didn't|never|hasn't|has not) (?:really |actually |exactly )?(?:say|said|spoke) (?:it |that |this )?(?:with|in)
    | (?:these|those|exactly these) words
    (?:she|he|they) (?:did not|didn't|never) (?:really |actually )?(?:say|said) (?:these|those)\b
    (?:these|those) are(?:n't| not) (?:her|his|their) words
    (?:i|we) (?:made|wrote|invented) (?:up )?(?:the|this|that|these) (?:quotes?|sentences?|lines?|words) (?:myself|ourselves|up)
    (?:i|we) (?:made up|invented) (?:the|this|that|these) quot
    (?:she|he|they)(?:'d| would) (?:say|have said) (?:the same|it|that|so) if (?:you|i|we|somebody) ask
    the (?:quotes?|sentences?) (?:are|is|come|comes) from (?:the deck of|(?:my|a) colleague|another (?:deck|account|customer))
    (?:hat|haben) (?:das|es) so nicht gesagt  nie so gesagt  das zitat (?:habe ich|ist) (?:erfunden|von mir)
    no lo dijo (?:asi|con estas)  (?:me )?(?:lo )?invente (?:la|las|esta|estas) (?:frases?|citas?)  n'a pas dit (?:ca|cela) comme
    n'a jamais dit (?:ca|cela)  j'ai invente (?:la|les|cette|ces) (?:phrases?|citations?)
""")
_LIKES = forms(r"""
    (?<!look )(?<!looks )(?<!would )(?<!feels )(?<!sound )like[sd]?\b(?! to)  impressions?  repost\w*  reactions?  followers?
    accepted my (?:connection|invit)  viewed my  \d+ views?  me gusta  gefallt  j'aime  polubi\w*  likes\b
""")
_PRESSURE = forms(r"""
    (?:already |been )?(?:approved|agreed|signed off|waved through|cleared|ok'?ed|accepted) (?:by|with) (?:(?:the )?(?:[se]?vp\b
    |leadership)|(?:our|my) (?:\w+ )?(?:[se]?vp\b|ceo|cro|cco|president|director|head|management|leadership|boss|manager|vice))
    (?:vp|svp|evp|ceo|cro|president|director|boss|manager|leadership)(?: \w+)? (?:has |have )?(?:already )?(?:approved|agreed
    |signed off|said (?:it'?s|that it'?s|this is) (?:fine|ok)|wants (?:this|me) (?:to pass|certified)|promised)
    (?:has|have) said (?:that )?(?:it'?s fine|it is fine|it counts|this (?:one )?counts)  it'?s been approved
    certification (?:is |was )?already  this (?:one )?(?:counts|should pass) because
    (?:director|jefe|vp) ya (?:lo |la )?(?:aprobo|acepto)  ya (?:fue )?aprobad\w+ por
    bereits (?:genehmigt|abgesegnet|freigegeben)  deja (?:valide|approuve)  juz zatwierdz\w+
    i (?:need|expect) (?:this|it) to pass  please (?:just )?pass (?:me|this)
""")


_TELLING_NUMBER = 10  # below it a number stands everywhere
_A_PITCH = 2  # lines; one names the tool, two sell it
_SOLD = (
    r"(?<!\w){firm}\w*(?:\s[\w-]+){{0,2}}\s?(?::|\+|(?:solves?|reduces?|automates?|delivers?|offers?|provides?|enables?|helps?"
    r"|uses?|gives?|lost|reduziert|bietet|ofrece|reduce|resuelve|permite|propose|permet)(?!\w))|\d+ [\w-]+ with {firm}"
    r"|how {firm}\w*(?:\s\w+)? (?:solves|helps|works)|(?:our|the) {firm}"
)
MOST_SOURCES = 200  # lines that a figure is held against
_SOURCES = re.compile(r"appendix|sources?|quellen|fuentes|anhang|anexo|annexe|bijlage|zalacznik|allegato")


def find_faults(f: Features, rubric: Rubric, submission: Submission) -> tuple[Fault, ...]:
    """Return the faults of content, consistency and telling, in the order of the story. Integrity has its own file."""
    found = [
        *_people(f), *_signal(f), *_engagement(f), *_origin(f, submission), *_substance(f), *_next_step(f), *_risks(f),
        *_words(f), *_telling(f, rubric), *_pressure(f),
    ]  # fmt: skip
    return tuple(found)


def fault(kind: FaultKind, where: Line | str | None, excerpt: str = "") -> Fault:
    """Return a fault with its place in words and at most fifteen words of what stands there."""
    text = excerpt or (where.text if isinstance(where, Line) else "")
    words = text.split()
    place = where if isinstance(where, str) else place_of(where)
    return Fault(kind=kind, where=place, excerpt=" ".join(words[:15])[:160] + (" …" if len(words) > 15 else ""))


def place_of(line: Line | None) -> str:
    if line is None:
        return "whole deck"
    if line.told:
        return f"story, cue {line.cues[0]}"
    place = f"slide {line.slide}" if line.slide is not None else "file"
    if line.disguise is not None:
        return f"{place}, {line.disguise.replace('_', ' ')} text"
    return (
        place
        if line.visible and line.channel in {"title", "body", "table"}
        else f"{place}, {str(line.channel).replace('_', ' ')}"
    )


def _people(f: Features) -> Iterable[Fault]:
    executive = f.cast.executive
    if executive is None:
        yield fault("no_named_executive", f.cast.executive_line or _first(f, "title", "who"))
        if f.lone_contact is not None:
            yield fault("one_thread", _first(f, "who"))
        return
    below = [
        e
        for e in f.events
        if e.direction == "answer" and e.person is not None and e.person != executive and not e.person.executive
    ]
    heard = f.executive_answers or f.executive_quotes or any(e.direction == "meeting" and e.person == executive for e in f.events)
    under = [quote.line for quote in f.buyer_quotes if quote.speaker and not quote.speaker.executive]
    if (below or under) and not heard:
        yield fault("contact_below_executive", below[0].line if below else under[0])
    people = {entry.person.aliases for entry in f.entries if entry.person} | {executive.aliases}
    alone = heard and len(people) == 1 and len(f.cast.people) == 1 and not any(entry.gap for entry in f.entries)
    if f.lone_contact is not None or alone:
        yield fault("one_thread", _first(f, "who") or f.cast.executive_line)


def _signal(f: Features) -> Iterable[Fault]:
    signal = f.signal
    if signal.dated is None:
        named = any(says(SOURCE, line.text) for line in f.slides if line.about("why") and not line.heading)
        claimed = (*signal.claims, *(signal.trends if named else ()))  # what is true of everybody is no signal
        stated = [line for line in f.slides if line.about("why") and not line.about("did") and not line.heading]
        yield fault("signal_undated", claimed[0]) if claimed else fault("no_signal", stated[0] if stated else "whole deck")
    elif signal.is_old(f.as_of):
        yield fault("signal_old", signal.dated)


def _engagement(f: Features) -> Iterable[Fault]:
    if f.dated_answers or any(event.spoken and event.direction == "answer" for event in f.events):
        return
    shown = [line for line in f.slides if line.about("proof", "did")]
    liked = next((line for line in shown if says(_LIKES, line.text)), None)
    if liked is not None:
        yield fault("likes_as_proof", liked)
    others = next(
        (
            line
            for line in shown
            if says(COLLEAGUE, line.text)
            and re.search(r"\b(?:replied|answered|posted|commented|met|wrote|spoke|exchang\w+|shared|repl\w+)\b", line.folded)
        ),
        None,
    )
    if others is not None:
        yield fault("colleague_engagement", others)


def _origin(f: Features, submission: Submission) -> Iterable[Fault]:
    line = inherited_line(f)
    if line is not None:
        yield fault("inherited_lead", line)
    elif submission.origin and re.search(
        r"(?i)inherit|webinar|inbound|marketing|colleague|predecessor|handed|transfer|taken over", submission.origin
    ):
        yield fault("inherited_lead", "submission", submission.origin)


def _substance(f: Features) -> Iterable[Fault]:
    value = f.value
    unsupported = [line for line in value.amounts if not value.basis]
    if unsupported:
        yield fault("number_without_basis", unsupported[-1])
    if not f.learning.lines:
        yield fault("no_learning", _first(f, "learned") or "whole deck")
    yield from _product(f)
    for figure, source in _contradictions(f):
        yield fault("figures_contradict_source", figure, f"{figure.text} / {source.text}")


def _product(f: Features) -> Iterable[Fault]:
    """Our product where the buyer's need and words should stand: lines on what we sell, and nobody quoted on the matter there."""
    elsewhere = {"why", "who", "did", "proof", "learned"}  # by a heading that says so
    apart = {
        line.slide for line in f.slides if line.heading and elsewhere & {*line.sections} & {"title", *sections_of(line.text)}
    }
    where = [line for line in f.slides if not line.heading and line.slide not in apart and not line.about("title")]
    sold = [line for line in where if says(_PRODUCT, line.text) or _sells(line, f.cast.firm)]
    heard = [quote for quote in f.buyer_quotes if quote.says_something and not quote.line.about("did", "proof")]
    if not heard and len(sold) >= _A_PITCH:
        yield fault("product_story", sold[0])


def _sells(line: Line, firm: Sequence[str]) -> bool:
    """Whether a line names a product by its maker: 'Firm Case: workflow', 'Firm solves this with', 'Firm Pay + Firm Pro'."""
    words = [word for word in firm if len(word) > 3]
    return any(re.search(_SOLD.format(firm=re.escape(word)), line.folded) for word in words)


def _contradictions(f: Features) -> Iterable[tuple[Line, Line]]:
    """A figure of a slide against the same thing in a chart or on a slide of sources: same words, same unit, another number."""
    headed = {line.slide for line in f.slides if line.heading and _SOURCES.search(line.folded)}
    sources = [line for line in f.slides if line.channel == "chart" or line.slide in headed]
    known = [(source, content_words(source.text), find_figures(source, f.as_of)) for source in sources[:MOST_SOURCES]]
    for line in (line for line in f.slides if line not in sources and not line.heading):
        words = content_words(line.text)
        near = [(source, figures) for source, others, figures in known if len(words & others) >= 3]
        for one in find_figures(line, f.as_of) if near else ():
            for source, figures in near:
                same = [two for two in figures if two.noun == one.noun and one.noun]
                if same and all(two.value != one.value for two in same) and min(one.value, same[0].value) > 0:
                    yield line, source
                    return


def _next_step(f: Features) -> Iterable[Fault]:
    step = f.next_step
    if f.appointment is not None:
        return  # a human looks at it first
    if step is None or step.on is None:
        yield fault("next_step_without_date", step.line if step else "whole deck")
    elif step.on < f.as_of:
        yield fault("next_step_date_past", step.line)


def _risks(f: Features) -> Iterable[Fault]:
    if not f.risks.lines:
        yield fault("no_risk", _first(f, "risks") or "whole deck")
    elif f.risks.generic:
        yield fault("generic_risk", f.risks.lines[0])


def _words(f: Features) -> Iterable[Fault]:
    """Slides full of the rubric's words and empty of facts: no date, no number, no name, no quotation, no deed."""
    empty = []
    for number in sorted({line.slide for line in f.slides if line.slide and line.slide > 1}):
        lines = [line for line in f.slides if line.slide == number and not line.heading]
        if (
            lines
            and lines[0].about("why", "who", "did", "proof", "said", "value", "risks", "next")
            and not any(_is_fact(line, f) for line in lines)
            and any(says(_BUZZ, line.text) for line in f.slides if line.slide == number)
        ):
            empty.append(number)
    if len(empty) >= 3:
        first = next(line for line in f.slides if line.slide == empty[0] and not line.heading)
        yield fault("keyword_stuffing", f"slides {', '.join(map(str, empty))}", first.text)


def _is_fact(line: Line, f: Features) -> bool:
    if re.search(r"\d|[\"“”«»]", line.text) or f.cast.who_is_meant(line.text):
        return True
    inside = line.text.split()[1:]
    return any(word[0].isupper() and is_name(word.strip(".,:;()"), f.cast.seller) for word in inside if word[0].isalpha())


def _telling(f: Features, rubric: Rubric) -> Iterable[Fault]:
    telling = f.telling
    if telling is None:
        return
    length = f"{telling.seconds:.0f} seconds" if telling.seconds is not None else f"{telling.words} words"
    if telling.too_short(rubric.story_seconds, rubric.story_words):
        yield fault("story_too_short", "story", length)
    if telling.too_long(rubric.story_seconds, rubric.story_words):
        yield fault("story_too_long", "story", length)
    if telling.read_off:
        yield fault("reads_slides", "story", f.told[0].text)
    for shown, told in find_differences(f.slides, f.told, f.as_of)[:2]:
        yield fault("number_story_differs", f"{place_of(shown.line)} and {place_of(told.line)}", f"{shown.words} / {told.words}")
    yield from _unspoken(f)


def _unspoken(f: Features) -> Iterable[Fault]:
    """A slide of which the story takes up no word and no number. Not asked where the two are in different languages."""
    if sum(len(line.text.split()) for line in f.told) < 250 or language_of(x.text for x in f.slides) != language_of(
        x.text for x in f.told
    ):
        return
    spoken = content_words(" ".join(line.text for line in f.told))
    apart = f.language not in {"de", "nl", "nordic"}  # where words are joined to new ones, the slide's are seldom the story's
    numbers = {figure.value for line in f.told for figure in find_figures(line, f.as_of)}
    for number in sorted({line.slide for line in f.slides if line.slide and 1 < line.slide < 10}):
        lines = [line for line in f.slides if line.slide == number and not line.heading]
        shown = content_words(" ".join(line.text for line in lines))
        figures = {figure.value for line in lines for figure in find_figures(line, f.as_of)}
        little = len(shown) >= 6 and len(shown & spoken) <= 0.1 * len(shown) and not figures & numbers
        beside = content_words(" ".join(line.text for line in f.slides if line.slide != number and not line.heading))
        own = shown - beside  # what stands here alone: a word of the whole deck is no sign that this slide was meant
        none_of_it = (
            apart
            and len(own) >= 4
            and 4 * len(own & spoken) <= len(own)
            and not {x for x in figures if x >= _TELLING_NUMBER} & numbers
        )
        aside = not any(line.about("why", "who", "did", "proof", "said", "next", "risks", "learned") for line in lines)
        if little or (none_of_it and aside):
            yield fault("slide_never_spoken_to", f"slide {number}", lines[0].text)


def _pressure(f: Features) -> Iterable[Fault]:
    lines = [line for line in f.lines if says(_PRESSURE, line.text)]
    if lines:
        yield fault("pressure_on_reviewer", lines[0])


def fabricated_quotes(f: Features) -> Iterable[Fault]:
    """Quotations in a seller's idiom. Nobody is accused: a human asks for the source."""
    admitted = next((line for line in f.told if says(_NOT_THEIR_WORDS, line.text)), None)
    if admitted is not None:
        yield fault("fabricated_looking_quotes", admitted)
        return
    own = set(f.cast.seller[-1:]) if f.cast.seller else set()
    for quote in f.buyer_quotes:
        idiom = len({match.group() for match in _SELLER_IDIOM.finditer(quote.line.folded)})
        names_us = any(word in quote.words.casefold().split() for word in own)
        if idiom >= 2 or (idiom and names_us):
            yield fault("fabricated_looking_quotes", quote.line, quote.words)
            return


def _first(f: Features, *sections: str) -> Line | None:
    return next((line for line in f.slides if line.about(*sections) and not line.heading), None)

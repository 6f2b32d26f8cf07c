"""What code reads in a deck: dates, people, exchanges, quotations and figures, in several languages."""

from datetime import date

import pytest

from copilot.policies.dates import find_dates
from copilot.policies.decks.features import read_features
from copilot.policies.decks.lines import lines_of_story, sections_of
from copilot.policies.decks.people import is_executive_role, is_name, make_person
from copilot.policies.decks.quantities import find_differences, value_of_words
from tests.policies.deck_maker import AS_OF, features_of, make_deck, make_story


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("published 4 May 2026", ["2026-05-04"]),
        ("February 27, 2026: send", ["2026-02-27"]),
        ("22 de septiembre de 2026: Villaseñor cita", ["2026-09-22"]),
        ("the twenty-eighth of January", ["2026-01-28"]),
        ("el tres de agosto le surten", ["2026-08-03"]),
        ("am 9.6. mit Frau Rupp", ["2026-06-09"]),
        ("Di 9.6.: Rückruf", ["2026-06-09"]),
        ("14. April 2026", ["2026-04-14"]),
        ("12 czerwca 2026", ["2026-06-12"]),
        ("1er octobre", ["2026-10-01"]),
        ("2026-03-14 and 14/03/2026", ["2026-03-14", "2026-03-14"]),
        ("3/14/2026", ["2026-03-14"]),
        ("9 Feb his reply, 11 Feb second table", ["2026-02-09", "2026-02-11"]),
        ("the twentythird of july", ["2026-07-23"]),
        ("KES 3.5 - 5 million, 16 to 23 minutes", []),
        ("I may go and you march on", []),
        ("31 February 2026", []),
        ("CAD 150,000 - 230,000 over 12 months", []),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, days: list[str]) -> None:
    assert [found.on.isoformat() for found in find_dates(text, AS_OF) if found.exact] == days


def test_a_date_without_a_year_is_the_nearest_one() -> None:
    assert find_dates("12 December", date(2026, 1, 9))[0].on == date(2025, 12, 12)
    assert find_dates("3 January", date(2026, 12, 20))[0].on == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("Executive: Katarzyna Nowicka-Brzoza, Chief Operating Officer", "Katarzyna Nowicka-Brzoza", "Chief Operating Officer"),
        ("Ejecutivo: Ing. Fausto Villaseñor, Director de Operaciones (COO)", "Fausto Villaseñor", "Director de Operaciones"),
        ("Dr. Alan Fairweather, Chief Medical Officer: cares about patients", "Alan Fairweather", "Chief Medical Officer"),
        ("Dyrektor operacyjny: Małgorzata Wąs", "Małgorzata Wąs", "Dyrektor operacyjny"),
        ("Joris Veldhuis – Managing Director", "Joris Veldhuis", "Managing Director"),
        ("CFO Ana de la Cruz signed it", "Ana de la Cruz", "CFO"),
        ("Morag Finlayson (Head of Operations)", "Morag Finlayson", "Head of Operations"),
        ("Nathalie Besson, directrice industrielle", "Nathalie Besson", "directrice industrielle"),
        ("Lars Ødegård is the CEO of Fjordkraft", "Lars Ødegård", "CEO"),
    ],
)
def test_an_executive_is_read_from_the_role_beside_the_name(line: str, name: str, role: str) -> None:
    found = features_of(make_deck(f"# Fjordkraft: a pump\nEva Lind, PumpCo\n{line}"), None, author="Eva Lind").cast.executive
    assert found is not None
    assert name in found.name
    assert found.role.startswith(role)


@pytest.mark.parametrize(
    "line",
    [
        "Finance team at Sable Marine",
        "Petra Novak, planning lead",
        "Executive: to be identified",
        "Chief Operating Officer",
        "Eva Lind, CEO of PumpCo",
    ],
)
def test_a_role_without_a_name_or_below_is_no_executive(line: str) -> None:
    assert features_of(make_deck(f"# Sable Marine: pumps\n{line}"), None, author="Eva Lind").cast.executive is None


@pytest.mark.parametrize(
    ("title", "account"),
    [
        ("Kooralda Lithium: the queue at the wash bay", "Kooralda Lithium"),
        ("Saronic Star Ferries and PumpCo", "Saronic Star Ferries"),
        ("Opportunity story: Halden Foods", "Halden Foods"),
        ("Transforming mid-size banking", ""),
        ("My certification", ""),
    ],
)
def test_the_account_is_a_firm_and_not_a_segment(title: str, account: str) -> None:
    assert features_of(make_deck(f"# {title}\nEva Lind, PumpCo"), None, author="Eva Lind").cast.account == account


@pytest.mark.parametrize(
    "text",
    ["Ilse Brandt", "Anne-Sophie Larocque", "Małgorzata Wąs", "Ana de la Cruz", "Dr. Alan Fairweather", "Stelios", "O'Brien"],
)
def test_names_are_known_by_their_shape(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["Next Step", "Chief Operating Officer", "Monday", "the plant", "Warehouse Manager", "EUR", "Champion", "Risk"]
)
def test_labels_and_roles_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("role", "executive"),
    [
        ("COO", True),
        ("Finanzvorstand", True),
        ("Prezes", True),
        ("plant planner", False),
        ("warehouse manager", False),
        ("Head of motor claims", True),
    ],
)
def test_executives_begin_at_the_head_of_a_function(role: str, executive: bool) -> None:
    assert is_executive_role(role) is executive


def test_a_name_that_is_also_a_word_is_meant_only_with_a_capital() -> None:
    person = make_person("Mark Will", "COO")
    assert person.is_meant_in("I asked Mark on site")
    assert not person.is_meant_in("mark the date, it will rain")


def exchanges(*lines: str) -> list[tuple[str, str]]:
    deck = make_deck(
        "# Orrin Cement: kilns\nTomas Keller, KilnSight\nExecutive: Ilse Brandt, COO\n# What I did\n" + "\n".join(lines)
    )
    events = features_of(deck, None, as_of=date(2026, 9, 11), author="Tomas Keller").events
    return [(event.on.strftime("%d.%m.") if event.on else "", event.direction) for event in events]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("27 Aug Brandt replied, 28 Aug sent the fan stops", [("27.08.", "answer"), ("28.08.", "touch")]),
        ("Sent the calendar, 14 April", [("14.04.", "touch")]),
        (
            "9 Feb his reply, 11 Feb second table, 25 Feb meeting at the factory",
            [("09.02.", "answer"), ("11.02.", "touch"), ("25.02.", "meeting")],
        ),
        ("15 June Ilse answered, 17 June I answered", [("15.06.", "answer"), ("17.06.", "touch")]),
        ('Brandt, 1 Sept: "Eleven stops. We had fourteen."', [("01.09.", "answer")]),
        ('1 Sept | Brandt | "Come on 4 September."', [("01.09.", "answer")]),
        ("1 Sept | me | one table of stops", [("01.09.", "touch")]),
        ("Ilse Brandt liked my comment on 3 Sept", [("03.09.", "passive")]),
        ("Brandt accepted my connection on 3 Sept", [("03.09.", "passive")]),
        ("3 Sept message to Ilse Brandt", [("03.09.", "touch")]),
        ("3 Sept our CEO met Ilse Brandt", [("03.09.", "colleague")]),
        ("My article had 400 views", [("", "passive")]),
    ],
)
def test_who_wrote_to_whom_is_read_from_the_order_of_words(line: str, read: list[tuple[str, str]]) -> None:
    assert exchanges(line) == read


def test_a_date_on_a_line_of_its_own_dates_what_stands_in_its_box() -> None:
    assert exchanges("27 Aug", "Brandt replied to the note") == [("27.08.", "answer")]


@pytest.mark.parametrize(
    ("touch", "changed"),
    [
        ("28 Aug I answered", False),
        ("28 Aug voice note to Brandt", False),
        ("28 Aug sent the fan stops only", True),
        ("28 Aug second version", True),
        ("28 Aug a page on who owns the fan", True),
    ],
)
def test_an_answer_changed_a_touch_that_takes_it_up(touch: str, changed: bool) -> None:
    lines = ['27 Aug | Brandt | "Which of them had the fan problem?"', touch, '1 Sept | Brandt | "Eleven stops."']
    text = "# Orrin Cement: kilns\nTomas Keller, KilnSight\nExecutive: Ilse Brandt, COO\n# Proof\n"
    features = features_of(make_deck(text + "\n".join(lines)), None, as_of=date(2026, 9, 11), author="Tomas Keller")
    assert (features.change is not None) is changed


@pytest.mark.parametrize(
    ("line", "speaker", "words"),
    [
        ('Brandt: "A kiln stop costs me nine hours."', "Ilse Brandt", "A kiln stop costs me nine hours."),
        ("Okafor: „Der Lüfter wird gewechselt, wenn er schreit.“", "Okafor", "Der Lüfter wird gewechselt, wenn er schreit."),
        ("Brandt : « Un four froid me coûte deux jours. »", "Ilse Brandt", " Un four froid me coûte deux jours. "),
        ('"Nobody owns it, and I pay for it."', "Ilse Brandt", "Nobody owns it, and I pay for it."),
        ('Me: "Would a table help you here?"', None, None),
    ],
)
def test_who_spoke_is_read_from_where_the_words_stand(line: str, speaker: str | None, words: str | None) -> None:
    text = f"# Orrin Cement: kilns\nTomas Keller, KilnSight\nExecutive: Ilse Brandt, COO\n# What she said\n{line}"
    quotes = features_of(make_deck(text), None, author="Tomas Keller").buyer_quotes
    assert [(quote.speaker.name if quote.speaker else "", quote.words) for quote in quotes] == (
        [(speaker, words)] if speaker else []
    )


def test_a_courtesy_says_nothing_of_a_problem() -> None:
    text = '# Orrin: kilns\nExecutive: Ilse Brandt, COO\n# What she said\nBrandt: "Thank you, please send me something short."'
    features = features_of(make_deck(text), None)
    assert len(features.buyer_quotes) == 1
    assert features.executive_problem == ()


@pytest.mark.parametrize(
    ("line", "owner", "purpose"),
    [
        ("6 May 2026: Brandt brings the controller; they decide on one kiln", "buyer", True),
        ("6 May 2026: I send Brandt a proposal", "seller", False),
        ("6 May 2026: send Brandt an invitation to our webinar", "seller", False),
        ("6 May 2026: call with Brandt to look at the stop log", "unclear", True),
        ("6 May 2026, 10:00: Ilse Brandt chose the day herself and reviews the log", "buyer", True),
        ("Catch up soon", "seller", False),
    ],
)
def test_the_owner_of_the_next_step_is_who_acts(line: str, owner: str, purpose: bool) -> None:
    deck = make_deck(f"# Orrin Cement: kilns\nExecutive: Ilse Brandt, COO\n# Next step\n{line}")
    step = features_of(deck, None, as_of=date(2026, 4, 20)).next_step
    assert step is not None
    assert (step.owner, step.purpose) == (owner, purpose)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("three hundred and forty", 340),
        ("one point three million", 1_300_000),
        ("two thousand eighty", 2080),
        ("twenty five", 25),
        ("a hundred and fifty", 150),
        ("and", None),
    ],
)
def test_numbers_are_read_as_they_are_told(words: str, value: float | None) -> None:
    assert value_of_words(words.split()) == value


@pytest.mark.parametrize(
    ("shown", "told", "differs"),
    [
        ("The kiln loses 400 tonnes of clinker a year", "The kiln loses three hundred and forty tonnes of clinker.", True),
        ("The kiln loses 400 tonnes of clinker a year", "The kiln loses four hundred tonnes of clinker.", False),
        ("400 tonnes of clinker in kiln 3", "We had eleven meetings about clinker.", False),
        ("AUD 0.9 - 1.3 million a year", "It's worth between nine hundred thousand and one point three million.", False),
        ("EUR 80,000 a year", "It's worth three hundred thousand euros a year.", True),
    ],
)
def test_a_figure_told_otherwise_than_shown_is_noticed(shown: str, told: str, differs: bool) -> None:
    deck = make_deck(f"# Orrin Cement: kilns\nExecutive: Ilse Brandt, COO\n# Opportunity\n{shown}")
    story = make_story(f"What does it mean for her? {told}")
    features = read_features(deck, story, as_of=AS_OF)
    assert bool(find_differences(features.slides, features.told, AS_OF)) is differs


def test_a_sentence_that_runs_over_two_cues_is_read_as_one() -> None:
    story = make_story("one.", seconds=10.0)
    first = story.cues[0].model_copy(update={"text": "She brings Jens and"})
    second = story.cues[0].model_copy(update={"number": 2, "text": "the controller. Then we go."})
    lines = lines_of_story(story.model_copy(update={"cues": (first, second)}))
    assert [(line.text, line.cues) for line in lines] == [("She brings Jens and the controller.", (1, 2)), ("Then we go.", (2,))]


@pytest.mark.parametrize(
    ("heading", "sections"),
    [
        ("Next step and risks", {"next", "risks"}),
        ("Siguiente paso y riesgos", {"next", "risks"}),
        ("Nächster Schritt", {"next"}),
        ("What I learned, what I ask", {"learned", "ask"}),
        ("Opportunity and people", {"value", "who"}),
        ("Preuve", {"proof"}),
        ("Holiday pictures", set()),
    ],
)
def test_a_heading_says_what_its_slide_is_about(heading: str, sections: set[str]) -> None:
    assert set(sections_of(heading)) == sections

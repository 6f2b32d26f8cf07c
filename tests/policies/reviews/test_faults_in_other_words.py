"""A fault is found whatever the trade, the language or the words, and what only looks like it is left alone."""

from datetime import date

import pytest

from copilot.domain.certification import Submission
from copilot.policies.reviews.anchors import anchors_of
from copilot.policies.reviews.faults import find_faults
from copilot.policies.reviews.injection import find_injections
from copilot.policies.reviews.integrity import find_integrity_faults
from tests.policies.deck_maker import every_line, features_of, make_deck, make_story
from tests.policies.reviews.test_rubric_scoring import RUBRIC

AS_OF = date(2026, 9, 11)
OPENING = "# Orrin Cement: kilns\nTomas Keller, KilnSight\nExecutive: Ilse Brandt, COO\n"


def kinds(text: str, *, told: str | None = None) -> set[str]:
    deck, story = make_deck(text), make_story(told, seconds=330.0) if told else None
    features = features_of(deck, story, as_of=AS_OF, author="Tomas Keller")
    lines, submission = every_line(deck, story), Submission(author="Tomas Keller")
    found = [
        *find_faults(features, RUBRIC, submission),
        *find_integrity_faults(deck, lines, features, find_injections(lines), submission, ()),
    ]
    return {fault.kind for fault in found}


def level(text: str, criterion: str) -> int:
    return anchors_of(criterion, features_of(make_deck(text), None, as_of=AS_OF, author="Tomas Keller")).level


@pytest.mark.parametrize(
    "line",
    [
        "Insurers must rethink everything or fall behind",
        "The sector is under growing pressure",
        "Patients expect service around the clock",
        "Every bank needs to digitise now",
        "Retail is changing fast",
        "Die Branche muss sparen",
        "Kunden erwarten heute mehr",
        "Las empresas deben reinventarse",
        "El sector vive un momento de cambio",
        "Les entreprises doivent aller plus vite",
    ],
)
def test_what_is_true_of_everybody_is_no_signal(line: str) -> None:
    text = OPENING + "# Why now\n" + line
    assert "no_signal" in kinds(text)
    assert level(text, "K2") == 1


@pytest.mark.parametrize(
    "line",
    [
        "They are refurbishing the kilns, a driver told me",
        "We heard that two plants will be joined",
        "Orrin relocates its head office, it seems",
        "Rumour at the fair: a new works manager",
        "Annual report 2025: coal costs up again",
        "They sold their lime business",
        "Sie bauen um, angeblich",
        "Orrin investiert in einen Ofen",
        "Se dice que cierran un horno",
        "Ils agrandissent l'usine, il paraît",
    ],
)
def test_a_change_without_its_day_is_an_undated_signal(line: str) -> None:
    found = kinds(OPENING + "# Why now\n" + line)
    assert "signal_undated" in found
    assert "no_signal" not in found


@pytest.mark.parametrize(
    "line",
    [
        "Risks: price, competitor, economy",
        "Risks: exchange rate, inflation, decision may take longer",
        "Risk: internal politics, legal, procurement",
        "Risks: resources, approval process",
        "Risks: costs, integration, users",
        "Risiken: Preis, Mitbewerber, Wirtschaft",
        "Risiken: Budget, Ressourcen, Zeit",
        "Riesgos: precio, competencia, economía",
        "Risques: prix, concurrence, budget",
        "Risques: délais, ressources, coûts",
    ],
)
def test_risks_of_every_deal_are_generic(line: str) -> None:
    text = OPENING + "# Next step and risks\n29 September 2026: Brandt decides\n" + line
    assert "generic_risk" in kinds(text)
    assert level(text, "K10") == 2


@pytest.mark.parametrize(
    "line",
    [
        "Unknown: does the insurer of the kiln accept a sensor?",
        "The old ledger of Karl holds half the hours",
        "Night crew may not write stops down",
        "Unbekannt: Sperrfrist der Genehmigung im Oktober",
        "No sé: si el sindicato firmó los domingos",
    ],
)
def test_a_risk_of_this_account_is_not(line: str) -> None:
    assert "generic_risk" not in kinds(
        OPENING + "# Next step and risks\n29 September 2026: Brandt decides\nRisk: budget\n" + line
    )


SLIDES = (
    OPENING + "# Why now\nThe permit of the north quarry ends in spring and the council has not answered yet\n"
    "# What I did\nLetter to Brandt about the north quarry, then a walk along the belt with the foreman\n"
    "# What they said\nBrandt said that the belt stands still every Thursday and nobody writes it down\n"
    "# Opportunity\nForty hours a month of standing belt, half of it could be avoided with our sensors\n"
    "# Next step\nSecond walk along the belt with the foreman and the two electricians of the night crew\n"
)
READ = " ".join(line.strip() + "." for line in SLIDES.splitlines()[3:] for line in [line.lstrip("# ")])


@pytest.mark.parametrize("lead", ["", "So. ", "First slide. ", "Also dann. ", "Bueno, empiezo. "])
def test_a_story_made_of_the_slides_is_read_off(lead: str) -> None:
    """No set phrase gives it away: what is heard is what stands there, with a few words between."""
    told = lead + READ.replace(". ", ". And so it goes on from there. ", 3) + " Thank you all for being here today. " + READ
    assert "reads_slides" in kinds(SLIDES, told=told)


def test_a_story_that_quotes_its_slides_is_not_read_off() -> None:
    told = (
        "I stood at the belt on a Thursday and it did not move. Ilse Brandt runs the works and she had not known. "
        "I wrote her a letter, not about us at all, only about that morning and the man with the broom. "
        "She came down two days later with her own notebook. She said nobody writes it down, and she was cross with herself. "
        "Half of those hours could go, we think, though I would not bet my house on it. "
        "What worries me is the electricians, because they have seen four firms like ours come and leave again. "
        "We walk it a second time with them, and then I shut up and listen. I learned to stand still before I write. "
    )
    assert "reads_slides" not in kinds(SLIDES, told=told)


@pytest.mark.parametrize(
    "lines",
    [
        "KilnSight Heat: sensors, alerts, reports\nKilnSight Plan: shifts and stops in one view",
        "KilnSight solves this with cameras\nOur platform has 40 connectors",
        "Our dashboard shows every stop\nAI-powered module for planning",
        "KilnSight Pro + KilnSight Mobile\nAward winning suite",
        "Unsere Plattform erkennt Stillstände\nKilnSight Plan: Schichten und Wartung",
        "Nuestra plataforma avisa en segundos\nKilnSight permite ver todo",
        "Notre solution prévoit les arrêts\nKilnSight propose trois modules",
        "How KilnSight works\nKilnSight automates the log",
        "The KilnSight suite\n12 kilns with KilnSight",
        "Best-in-class features\nSeamless integration with your ERP",
    ],
)
def test_our_product_where_the_need_should_stand_is_a_product_story(lines: str) -> None:
    assert "product_story" in kinds(OPENING + "# What they need\n" + lines)


@pytest.mark.parametrize(
    "lines",
    [
        "12 kilns with KilnSight\nStage: visit made",
        'Brandt: "Every stop costs me nine hours and a shift."\nKilnSight Heat: sensors\nKilnSight Plan: shifts',
        "Stops are written on paper\nNobody counts the hours",
        "Half of nine hours a stop\nBrandt's own count",
        "They want the log in one place\nThe foreman keeps it in his pocket",
    ],
)
def test_a_need_in_the_buyers_words_is_no_product_story(lines: str) -> None:
    assert "product_story" not in kinds(OPENING + "# What they need\n" + lines)


ANSWERED = (
    '# What I did\n12 August | Karl Voss | "It stands every Thursday, ask the crew."\n19 August | Karl Voss | "Come on Monday."\n'
)


@pytest.mark.parametrize(
    "who",
    [
        "Ilse Brandt, COO (not spoken to)\nKarl Voss, planner",
        "Ilse Brandt, COO, decides\nKarl Voss, shift planner: my contact",
        "Karl Voss, planner, knows everybody\nIlse Brandt is hard to reach",
        "Name | Role | Contact\nIlse Brandt | COO | no contact\nKarl Voss | planner | yes",
        " | Works | Finance | IT\nTop | Ilse Brandt, COO (not met) | ? | ?\nFloor | Karl Voss, planner | ? | ?",
        "Ilse Brandt, COO, noch nicht getroffen\nKarl Voss, Planer",
        "Ilse Brandt, COO, aún sin contacto\nKarl Voss, planner",
        "Ilse Brandt, COO, pas encore rencontrée\nKarl Voss, planner",
    ],
)
def test_one_person_below_an_executive_nobody_met_is_one_thread(who: str) -> None:
    text = OPENING + "# Who\n" + who + "\n" + ANSWERED
    found = kinds(text)
    assert {"one_thread", "contact_below_executive"} <= found
    assert level(text, "K8") == 1


@pytest.mark.parametrize(
    "who",
    [
        "Ilse Brandt, COO\nKarl Voss, planner\nMina Roth, controller, had coffee with me",
        "Ilse Brandt, COO\nKarl Voss, planner\nRosa Lind, works council, against it",
    ],
)
def test_a_second_person_is_a_second_thread(who: str) -> None:
    assert "one_thread" not in kinds(OPENING + "# Who\n" + who + "\n" + ANSWERED)


def test_words_under_they_said_are_of_who_answered_where_the_executive_was_not_met() -> None:
    said = '# What they said\n"I have nine kilns and one pencil in my pocket."\n'
    text = OPENING + "# Who\nIlse Brandt, COO (not spoken to)\nKarl Voss, planner\n" + ANSWERED + said
    assert "contact_below_executive" in kinds(text)
    assert level(text, "K5") == 2


HONEST = "Ilse Brandt runs the kilns of Orrin and the fan stops them every Thursday of the month. " * 6


@pytest.mark.parametrize(
    "said",
    [
        "She didn't actually say it in these words, I wrote them.",
        "He never said that with those words, to be fair.",
        "These are not her words.",
        "I made up the quotes myself, they sound like her.",
        "The sentences come from another deck, I changed the number.",
        "She'd say the same if you ask her.",
        "Sie hat das so nicht gesagt, aber es passt.",
        "No lo dijo así, pero lo piensa.",
        "Elle n'a pas dit ça comme ça.",
        "We invented the quote, it fits.",
    ],
)
def test_a_seller_who_says_the_words_were_not_theirs_is_asked(said: str) -> None:
    assert "fabricated_looking_quotes" in kinds(OPENING, told=HONEST + said)


@pytest.mark.parametrize(
    "said",
    [
        "She never said no, and that was enough for me.",
        "He didn't say anything for a minute.",
        "I did not write it down word for word.",
        "She said that in other words the day before.",
        "They never said which kiln comes first.",
    ],
)
def test_an_honest_teller_is_not(said: str) -> None:
    assert "fabricated_looking_quotes" not in kinds(OPENING, told=HONEST + said)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("15 of 40 claims a week are paid", "Brandt pays fifteen claims a week and the claims week is long"),
        ("12 von 30 Stunden Stillstand je Woche", "Of the Stunden Stillstand it is twelve Stunden"),
        ("load 55-70% of belt hours (she cut mine from 85)", "I had said eighty-five percent of the belt hours"),
        ("EUR 430k to 620k a year", "between four hundred and thirty and six hundred and twenty thousand a year"),
    ],
)
def test_a_part_of_a_whole_and_both_ends_of_a_range_are_the_same_number(shown: str, told: str) -> None:
    assert "number_story_differs" not in kinds(OPENING + "# Opportunity\n" + shown, told=f"What it means for them. {told}. " * 2)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("I should listen to the crew more", 2),
        ("I will do more of these letters", 2),
        ("Ich werde öfter vor Ort sein", 2),
        ("Quiero escuchar a más gente", 2),
        ("I stand at the belt before I write", 3),
        ("I ask who writes it down, then I send one page", 3),
        ("Ich frage zuerst den Meister, statt zu schreiben", 3),
    ],
)
def test_a_wish_is_no_practice_that_changed(line: str, expected: int) -> None:
    assert level(OPENING + "# What I learned\n" + line, "K12") == expected

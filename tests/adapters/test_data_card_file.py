"""Cards from what teams have: every encoding, separator and way to write a number; a bad row names its line, no more."""

import io
import json
import time
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.adapters.column_names import propose_mapping
from copilot.adapters.data_card_file import FileCardReader
from copilot.domain.card_tables import CardsRead, ColumnMapping, MappedColumn
from copilot.domain.coaching import Card
from copilot.errors import InvalidRequest
from tests.coaching_cards import ANY_CARD

READER = FileCardReader()
PLAIN = "Owner,Week,Connects made,Connects accepted\nomar,2026-11-09,20,5\nomar,2026-11-16,12,6\nnia,2026-11-16,3,1\n"


def read(text: str, name: str = "cards.csv", encoding: str = "utf-8", mapping: ColumnMapping | None = None) -> CardsRead:
    return READER.read_cards(text.encode(encoding), name, mapping)


def card_of(found: CardsRead, seller: str = "omar") -> Card:
    return next(each.card for each in found.cards if each.seller == seller)


def made(found: CardsRead, seller: str = "omar") -> list[int | None]:
    return [each.made if each else None for each in card_of(found, seller).connects]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    found = read(PLAIN.replace(",", separator).replace("omar", "Zo\u00eb"), encoding=encoding)
    assert made(found, "Zo\u00eb") == [20, 12]
    assert (found.bad_rows, found.ignored_columns) == ((), ())


def one(header: str, cell: str, rest: str = "") -> CardsRead:
    return read(f"Owner;Week;{header}\nomar;2026-11-16;{cell}\n{rest}")


CELLS: dict[str, tuple[str, str, str, str, Any]] = {
    "thousands with commas": ("Pipeline created", "1,250,000", "", "pipeline_created", [1250000.0]),
    "thousands with points": ("Pipeline created", "1.250.000", "", "pipeline_created", [1250000.0]),
    "both, comma last": ("Pipeline created", "1.250,50", "", "pipeline_created", [1250.5]),
    "both, point last": ("Pipeline created", "1,250.50", "", "pipeline_created", [1250.5]),
    "a currency": ("Pipeline created", "\u20ac 1'250", "", "pipeline_created", [1250.0]),
    "spaces between": ("Pipeline created", "1\u202f250 EUR", "", "pipeline_created", [1250.0]),
    "thousands in short": ("Pipeline created", "250k", "", "pipeline_created", [250000.0]),
    "a decimal comma": ("Median threads", "1,2", "", "threads_per_opportunity", [1.2]),
    "a decimal comma shown by another row": (
        "Pipeline created",
        "1.250",
        "omar;2026-11-23;2,5\n",
        "pipeline_created",
        [1250.0, 2.5],
    ),
    "percent": ("Executive engaged", "40 %", "", "executive_engaged_share", [0.4]),
    "percent with a comma": ("Executive engaged", "41,5%", "", "executive_engaged_share", [0.415]),
    "percent by its header": ("Executive engaged %", "40", "", "executive_engaged_share", [0.4]),
    "percent by another row": ("Executive engaged", "1", "omar;2026-11-23;40\n", "executive_engaged_share", [0.01, 0.4]),
    "a plain share": ("Executive engaged", "0.4", "", "executive_engaged_share", [0.4]),
    "yes": ("New play tried", "Yes", "", "new_play_tried", [True]),
    "no": ("New play tried", "no", "", "new_play_tried", [False]),
    "confidence": ("Confidence", "3", "", "c_level_confidence", [3.0]),
    "nothing": ("Confidence", "", "", "c_level_confidence", []),
    "a dash": ("Confidence", "\u2013", "", "c_level_confidence", []),
    "said to be unknown": ("Confidence", "N/A", "", "c_level_confidence", []),
    "zero": ("Executive conversations", "0", "", "executive_conversations", [0]),
}


@pytest.mark.parametrize("label", CELLS)
def test_a_number_is_read_as_people_write_it(label: str) -> None:
    header, cell, rest, field, expected = CELLS[label]
    found = one(header, cell, rest)
    values = [getattr(each, {"pipeline_created": "value", "threads_per_opportunity": "median"}.get(field, ""), each)
              for each in getattr(card_of(found), field)]  # fmt: skip
    assert values == pytest.approx(expected)
    assert found.bad_rows == ()


BAD_CELLS: dict[str, tuple[str, str, str]] = {
    "a word": ("Connects made", "many", "'Connects made' is not a number"),
    "a formula": ("Connects made", "=1+1", "'Connects made' is a formula, not a number"),
    "a plus": ("Connects made", "+5", "is a formula"),
    "an at": ("Connects made", "@SUM(A1)", "is a formula"),
    "below zero": ("Connects made", "-3", "is below zero"),
    "half a count": ("Connects made", "2.5", "is not a whole number"),
    "confidence of eleven": ("Confidence", "11", "is above 10"),
    "a pillar of thirty": ("SSI insights", "30", "is above 25"),
    "more than all": ("Executive engaged", "140%", "is more than all of them"),
}


@pytest.mark.parametrize("label", BAD_CELLS)
def test_a_bad_cell_names_its_line_is_unknown_and_costs_nothing_else(label: str) -> None:
    header, cell, says = BAD_CELLS[label]
    found = read(f'Owner;Week;{header};Comments given\nnia;2026-11-16;;1\nomar;2026-11-16;"{cell}";7\n')
    (bad,) = found.bad_rows
    assert bad.line == 3
    assert says in str(bad)
    assert "unknown" in bad.remedy
    assert [each and each.given for each in card_of(found).engagement] == [7]
    assert len(found.cards) == 2


def test_a_bad_row_names_its_line_also_behind_a_cell_of_several_lines() -> None:
    rows = ['omar,2026-11-09,"call\nback",20', ",2026-11-16,x,3", "omar,soon,x,4", "Total,2026-11-16,,9", "omar,2026-11-09,x,5"]
    text = "\n".join(["Owner,Week,Next action,Connects made", *rows])
    found = read(text)
    assert [(bad.line, bad.what) for bad in found.bad_rows] == [
        (4, "no seller is named"),
        (5, "'Week' is no date such as 2026-11-20 or week such as 2026-W47"),
        (6, "a total, not a seller"),
        (7, "this seller has this period twice"),
    ]
    assert made(found) == [20]


def test_words_that_look_like_formulas_stay_words() -> None:
    found = read('Owner,Week,Next action\nomar,2026-11-09,=HYPERLINK("http://x")\n')
    assert card_of(found).certification[0].next_action == '=HYPERLINK("http://x")'  # type: ignore[union-attr]


DAYS: dict[str, tuple[list[str], list[date]]] = {
    "ISO": (["2026-11-16"], [date(2026, 11, 16)]),
    "ISO with a time": (["2026-11-16T00:00:00"], [date(2026, 11, 16)]),
    "ISO weeks": (["2026-W47"], [date(2026, 11, 16)]),
    "week and year": (["KW 47/2026"], [date(2026, 11, 16)]),
    "points": (["16.11.2026"], [date(2026, 11, 16)]),
    "day first": (["16/11/2026", "05/11/2026"], [date(2026, 11, 5), date(2026, 11, 16)]),
    "month first": (["11/16/2026", "11/05/2026"], [date(2026, 11, 5), date(2026, 11, 16)]),
    "named months": (["16 Nov 2026", "Nov 9, 2026"], [date(2026, 11, 9), date(2026, 11, 16)]),
    "months": (["2026-11", "2026-10"], [date(2026, 10, 1), date(2026, 11, 1)]),
}


@pytest.mark.parametrize("label", DAYS)
def test_periods_are_put_in_order_whatever_their_form(label: str) -> None:
    cells, days = DAYS[label]
    rows = "".join(f'omar;"{cell}";{place}\n' for place, cell in enumerate(cells))
    found = read(f"Owner;Week;Connects made\n{rows}")
    assert found.bad_rows == ()
    assert found.cards[0].as_of == days[-1]
    assert len(made(found)) == len(days)


def test_a_week_that_others_have_is_unknown_for_whom_it_is_missing() -> None:
    rows = ["omar,2026-11-02,1", "omar,2026-11-16,3", "nia,2026-11-02,4", "nia,2026-11-09,5", "nia,2026-11-16,6"]
    found = read("Owner,Week,Connects made\n" + "\n".join([*rows, "ben,2026-11-09,7"]))
    assert made(found, "omar") == [1, None, 3]
    assert made(found, "ben") == [7, None]


def test_titles_above_the_headers_and_a_line_for_spreadsheets_are_passed_over() -> None:
    found = read(
        "sep=;\nActivity report;;\nFilter: last 30 days;;\n\nOwner;Week;Connects made\nomar;2026-11-16;x\nomar;2026-11-09;4\n"
    )
    assert made(found) == [4] or made(found) == [4, None]
    assert found.bad_rows[0].line == 6


def test_headers_of_real_exports_are_recognised() -> None:
    names = """Opportunity Owner|Week Ending|InMails Sent|Connection Requests Sent|Connections Accepted|Exec Meetings|
    # of Target Accounts|Accounts with C-Level Contact|SSI Score|Establish your professional brand|Find the right people|
    Engage with insights|Build relationships|% Next Steps with Date|Region"""
    headers = [name.strip() for name in names.split("|")]
    mapping = propose_mapping(headers)
    assert (mapping.seller, mapping.period) == ("Opportunity Owner", "Week Ending")
    assert {column.header: column.part for column in mapping.columns} == {
        "Connection Requests Sent": "connects.made",
        "Connections Accepted": "connects.accepted",
        "Exec Meetings": "executive_conversations",
        "# of Target Accounts": "c_level_coverage.accounts",
        "Accounts with C-Level Contact": "c_level_coverage.with_contact",
        "SSI Score": "ssi.total",
        "Establish your professional brand": "ssi.brand",
        "Find the right people": "ssi.people",
        "Engage with insights": "ssi.insights",
        "Build relationships": "ssi.relationships",
        "% Next Steps with Date": "dated_next_steps_share",
    }
    assert mapping.ignored == ("InMails Sent", "Region")


def test_a_proposed_mapping_is_a_small_file_that_reads_back_and_may_be_mended() -> None:
    table = b"Owner,Week,InMails Sent,Connects accepted\nomar,2026-11-16,9,4\n"
    text = READER.write_mapping(READER.propose_mapping(table, "x.csv"))
    mended = text.replace("ignored:", '  "InMails Sent": connects.made\nignored:')
    found = READER.read_cards(table, "x.csv", READER.read_mapping(mended.encode(), "mapping.yaml"))
    assert made(found) == [9]
    assert found.ignored_columns == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("columns: {Sent: connects.mad}", "takes 'Sent' for 'connects.mad', which is no part of the card"),
        ("columns: [", "is not a mapping that can be read"),
        ("seller: Owner", "names no columns"),
        (
            "columns: {Nowhere: connects.made}\nseller: Nobody",
            "No row of the table has the columns of the mapping (Nobody, Nowhere)",
        ),
    ],
)
def test_a_wrong_mapping_is_one_sentence(text: str, says: str) -> None:
    with pytest.raises(InvalidRequest) as error:
        READER.read_cards(PLAIN.encode(), "x.csv", READER.read_mapping(text.encode(), "m.yaml"))
    assert says in str(error.value)


def test_a_guessed_column_is_said() -> None:
    found = read("Owner,Week,Connects made weekly\nomar,2026-11-16,4\n")
    assert made(found) == [4]
    assert "guessed ('Connects made weekly' as connects.made)" in " ".join(found.warnings)


def test_a_mapped_column_that_is_not_there_is_said() -> None:
    mapping = ColumnMapping(
        seller="Owner",
        columns=(MappedColumn(header="Connects made", part="connects.made"), MappedColumn(header="Gone", part="ssi.total")),
    )
    assert "a column 'Gone' that is not in the table" in " ".join(read(PLAIN, mapping=mapping).warnings)


def workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_workbook_reads_like_its_table_and_formulas_stay_text() -> None:
    data = workbook([["Report"], [], ["Owner", "Week", "Connects made", "Executive engaged"],
                     ["omar", date(2026, 11, 9), 20, 0.4], ["omar", date(2026, 11, 16), "=A1+1", 0.5]])  # fmt: skip
    found = READER.read_cards(data, "cards.xlsx")
    assert made(found) == [20, None]
    assert card_of(found).executive_engaged_share == (0.4, 0.5)
    assert [(bad.line, bad.what) for bad in found.bad_rows] == [(5, "'Connects made' is a formula, not a number")]


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"  \n", "x.csv", "is empty"),
    "no table": (b"\xff\xfe\x00" * 31, "x.csv", "is not a table that can be read"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.xls", "save it as .xlsx or CSV"),
    "only strange columns": (b"a,b\n1,2\n", "x.csv", "No column of the table is known"),
    "no row that works": (b"Owner,Week,Connects made\nomar,soon,2\n", "x.csv", "The first trouble: line 2"),
    "an open quotation": (b'Owner,Connects made\nomar,"' + b"x" * 1_100_000, "x.csv", "breaks off at line 2"),
    "prose": (b"He is doing fine.\nReally.", "x.txt", "No line of a card was found"),
    "broken JSON": (b'{"connects": ', "x.json", "is not valid JSON (line 1)"),
    "JSON of another kind": (b"[1, 2]", "x.json", "holds no card"),
    "a wrong value in JSON": (b'{"executive_engaged_share": 40}', "x.json", "a share is a number from 0 to 1"),
    "deep JSON": (b"[" * 100_000, "x.json", "is not valid JSON"),
    "too large": (b"Owner,Connects made\n" + b"omar,1\n" * 3_100_000, "x.csv", "larger than is read"),
}


@pytest.mark.parametrize("label", REFUSED)
def test_what_cannot_be_read_is_one_sentence_with_what_to_do(label: str) -> None:
    data, name, says = REFUSED[label]
    with pytest.raises(InvalidRequest) as error:
        READER.read_cards(data, name)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_request_a_bare_card_and_flat_records_are_read_from_json() -> None:
    fields = {"connects": {"made": 20, "accepted": 5}}
    for found in (
        fields,
        {"seller": {"id": "omar"}, "card": fields},
        [{"seller": "omar", "card": fields}],
        {"cards": [{"seller": "omar", "card": fields}]},
        [{"Owner": "omar", "Connects made": 20, "Connects accepted": 5}],
    ):
        read_back = READER.read_cards(json.dumps(found).encode(), "cards.json")
        assert [each.made for each in read_back.cards[0].card.connects if each] == [20]


@given(ANY_CARD)
def test_a_card_in_json_is_the_card(fields: Any) -> None:
    if not fields:
        return
    assert READER.read_cards(json.dumps({"seller": "x", "card": fields}).encode(), "x.json").cards[0].card == Card.model_validate(
        fields
    )


PASTED = """seller: Omar
Connects: 80 sent, 64 accepted
3. C-level coverage: 0 of 12
- executive conversations: 3 -> 4 -> 5
comments and replies: 20 / 6
next steps with date: 40%
confidence: 3/10
commitments kept: 2 of 3
new play tried: no
introductions: unknown
he said he is tired
"""


def test_pasted_lines_make_a_card_and_a_line_that_says_nothing_is_named() -> None:
    found = READER.read_cards(PASTED.encode(), "standard input")
    card = card_of(found, "Omar")
    newest = {name: value[-1] for name in Card.model_fields if (value := getattr(card, name)) and name != "comments"}
    assert card.executive_conversations == (3, 4, 5)
    assert (newest["connects"].made, newest["connects"].accepted) == (80, 64)
    assert (newest["c_level_coverage"].with_contact, newest["c_level_coverage"].accounts) == (0, 12)
    assert (newest["engagement"].given, newest["engagement"].received) == (20, 6)
    assert (newest["commitments_kept"].done, newest["commitments_kept"].agreed) == (2, 3)
    assert (newest["dated_next_steps_share"], newest["c_level_confidence"], newest["new_play_tried"]) == (0.4, 3.0, False)
    assert "introductions" not in newest
    assert [bad.line for bad in found.bad_rows] == [11]


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(["x.csv", "x.xlsx", "x.json", "x.txt", "x"])
)
def test_whatever_is_handed_in_ends_in_cards_or_in_one_sentence(data: bytes, name: str) -> None:
    said = ""
    try:
        assert READER.read_cards(data, name).cards
    except InvalidRequest as error:
        said = str(error)
    assert "\n" not in said


def test_the_cost_of_a_seller_is_flat() -> None:
    def table(sellers: int) -> bytes:
        rows = [f"s{n},2026-W{week:02d},{n % 30},{week % 9},{n % 5},12" for n in range(sellers) for week in range(1, 27)]
        return "\n".join(["Owner,Week,Connects made,Connects accepted,Executive conversations,Target accounts", *rows]).encode()

    def seconds(data: bytes) -> float:
        start = time.process_time()
        READER.read_cards(data, "x.csv")
        return time.process_time() - start

    few, many = table(40), table(200)
    a_seller = min(seconds(few) for _ in range(3)) / 40
    assert min(seconds(many) for _ in range(3)) / 200 < 2 * a_seller
    assert seconds(many) < 2

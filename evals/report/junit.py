"""The run as JUnit XML: a test a gate and a measure, so that a build server shows what is red and why."""

from xml.sax.saxutils import escape, quoteattr

from evals.outcomes import GateResult, MeasureResult, RunResult, SuiteResult


def write_junit(result: RunResult) -> str:
    suites = [_suite(suite) for suite in result.suites]
    if result.troubles:
        cases = "".join(_case("run", trouble, [trouble]) for trouble in result.troubles)
        suites.append(
            f'<testsuite name="run" tests="{len(result.troubles)}" failures="{len(result.troubles)}">{cases}</testsuite>'
        )
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="evals">\n' + "\n".join(suites) + "\n</testsuites>\n"


def _suite(suite: SuiteResult) -> str:
    cases = [_case(suite.name, f"gate {gate.name}", _why_gate(gate)) for gate in suite.gates]
    cases += [_case(suite.name, f"measure {measure.name}", _why_measure(measure)) for measure in suite.measures]
    cases += [_case(suite.name, "whole", list(suite.troubles))]
    red = sum("<failure" in case for case in cases)
    head = f'<testsuite name={quoteattr(suite.name)} tests="{len(cases)}" failures="{red}" time="{suite.seconds}">'
    return head + "\n" + "\n".join(cases) + "\n</testsuite>"


def _case(suite: str, name: str, why: list[str]) -> str:
    head = f"<testcase classname={quoteattr(suite)} name={quoteattr(_plain(name))}"
    if not why:
        return f"{head}/>"
    text = escape(_plain("\n".join(why)))
    return f"{head}><failure message={quoteattr(_plain(why[0])[:300])}>{text}</failure></testcase>"


def _why_gate(gate: GateResult) -> list[str]:
    return [f"{case}: {what}" for case, what in gate.failures]


def _why_measure(measure: MeasureResult) -> list[str]:
    if not measure.reasons:
        return []
    moved = [f"{case} moved by {by:+.3f}" for case, by in worst_of(measure)]
    return [f"{measure.title}: {'; '.join(measure.reasons)}", *moved]


def worst_of(measure: MeasureResult, most: int = 10) -> list[tuple[str, float]]:
    """Return the cases that turned worse against the baseline, the worst first."""
    moved = measure.change.moved if measure.change else ()
    if measure.better == "higher":
        return [each for each in moved if each[1] < 0][:most]
    return [each for each in reversed(moved) if each[1] > 0][:most]


def _plain(text: str) -> str:
    """Return a text without the characters that XML forbids: payloads hold them."""
    return "".join(
        c for c in text if c in "\t\n" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in (0xFFFE, 0xFFFF))
    )

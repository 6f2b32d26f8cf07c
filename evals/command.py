"""What `python -m evals` takes, and what it ends with: 0 green, 1 red, 2 where it could not begin."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evals.baseline import BASELINE, read_baseline, write_baseline
from evals.cases import BrokenCases
from evals.contract import read_contract
from evals.desk import Bench
from evals.outcomes import ModelUse, RunResult
from evals.replay import SCRIPTED, describe, read_recordings
from evals.run import Chosen, Tell, find_unplayed, judge_all, play_all, read_suites, refuse_sockets

GREEN, RED, WRONG = 0, 1, 2


def main(words: Sequence[str]) -> int:
    """Run what was asked for. Whatever cannot be used is told in one sentence."""
    try:
        if words and words[0] == "calibrate":
            from evals.live import run_calibrate

            return run_calibrate(words, tell)
        asked = _parse(words)
        if asked.list:
            return _list_cases(asked)
        if asked.live or asked.replay:
            from evals.live import run_live

            return _report(run_live(asked, _chosen(asked), tell), asked)
        refuse_sockets()
        with tempfile.TemporaryDirectory() as folder:
            home = Path(os.environ.get("COACH_EVALS_HOME") or folder)
            if asked.selftest:
                from evals.selftest import run_selftest

                table, proven = run_selftest(home, cores=asked.cores, tell=tell)
                print(table)
                return GREEN if proven else RED
            if asked.remake_scripted:
                from evals.scripted import remake_scripted

                kept, new = remake_scripted(home)
                print(f"{kept} scripted answers are kept, {new} of them new; look at the difference before you commit it.")
                return GREEN
            return _report(run(_chosen(asked), home, asked.cores, tell), asked)
    except BrokenCases as error:
        print(error, file=sys.stderr)
        return RED


def run(chosen: Chosen, home: Path, cores: int, tell: Tell) -> RunResult:
    """Play, judge and compare, in playbook mode."""
    contract, baseline = read_contract(), read_baseline()
    played = play_all(chosen, Bench(home=home), cores=cores, tell=tell)
    models, dates = describe(read_recordings(SCRIPTED).values())
    return RunResult(
        suites=judge_all(played, contract, baseline, chosen),
        model=ModelUse(provenance="scripted", model=f"{len(models)} scripts", dates=dates),
        corpus_digest=read_digest(home),
        baseline=f"library {baseline.corpus_digest}" if baseline.suites else "",
        troubles=tuple(find_unplayed(contract)),
    )


def read_digest(home: Path) -> str:
    from evals.desk import Desk

    return Desk(Bench(home=home)).digest


def tell(what: str) -> None:
    """One line of progress, on standard error."""
    print(what, file=sys.stderr, flush=True)


def _report(result: RunResult, asked: argparse.Namespace) -> int:
    from evals.report.document import write_json
    from evals.report.junit import write_junit
    from evals.report.page import write_page
    from evals.report.summary import print_summary, write_summary

    writers = ((asked.json, write_json), (asked.html, write_page), (asked.junit, write_junit), (asked.summary, write_summary))
    for target, write in writers:
        if target:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(write(result), encoding="utf-8")
    print(print_summary(result))
    if asked.update_baseline:
        if asked.live or asked.replay or asked.case:
            raise BrokenCases("The baseline holds whole suites in playbook mode; leave out --live, --replay and --case.")
        write_baseline(result.suites, result.corpus_digest)
        print(f"{BASELINE.name} holds these figures now; say in the commit why they moved.")
    return GREEN if result.verdict == "green" else RED


def _list_cases(asked: argparse.Namespace) -> int:
    for name, (_, cases) in read_suites(_chosen(asked)).items():
        print(f"{name}: {len(cases)} cases")
        for case in cases if asked.suite or asked.case else ():
            print(f"  {case.id}")
    return GREEN


def _chosen(asked: argparse.Namespace) -> Chosen:
    return Chosen(suites=tuple(asked.suite), cases=tuple(asked.case))


def _parse(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description="Is it good, did a change make it worse, and how sure can one be?",
        epilog="'coach label' asks people for their judgement; 'python -m evals calibrate' holds a judging model against it.",
    )
    add = parser.add_argument
    add("--suite", action="append", default=[], metavar="NAME", help="only this suite; may be given again")
    add("--case", action="append", default=[], metavar="ID", help="only cases whose id begins so; held to their gates alone")
    add("--list", action="store_true", help="name the suites, or with --suite their cases, and end")
    add(
        "--cores",
        type=int,
        default=min(4, os.cpu_count() or 1),
        metavar="N",
        help="how many processes work (default %(default)s)",
    )
    for form in ("json", "html", "junit", "summary"):
        add(f"--{form}", type=Path, metavar="FILE", help=f"write the report as {form}")
    add("--update-baseline", action="store_true", help="keep these figures as what later changes are compared with")
    add("--selftest", action="store_true", help="switch each policy off in turn, and show which evals turn red")
    add("--remake-scripted", action="store_true", help="make the scripted answers anew after a prompt or the library changed")
    add("--live", action="store_true", help="ask the model of COACH_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY")
    add("--replay", type=Path, metavar="LOG", help="play a live run again from its log; no server is asked")
    add(
        "--log",
        type=Path,
        default=Path("evals-live.jsonl"),
        metavar="FILE",
        help="where a live run keeps its answers, and goes on",
    )
    add("--takes", type=int, default=5, metavar="N", help="how often each case is played live (default %(default)s)")
    add(
        "--most-tokens",
        type=int,
        default=200_000,
        metavar="N",
        help="a live run stops before it would use more (default %(default)s)",
    )
    return parser.parse_args(list(words))

"""Plays the suites: deals the cases out to the cores, tells how far it is, and judges what came out."""

import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from typing import Any

from evals.baseline import Baseline
from evals.cases import BrokenCases, Case
from evals.contract import Contract, judge_suite
from evals.desk import Bench, Desk
from evals.outcomes import ItemOutcome, SuiteResult
from evals.replay import MissingRecording
from evals.suites import Suite, list_suites

CHUNK = 15.0  # of weight: work is dealt out in pieces of this size
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_MOST_TROUBLE = 300  # characters of an error that nobody foresaw

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Chosen:
    """What to play: all suites and cases, or some."""

    suites: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()  # ids, or their beginnings

    def wants(self, case: Case) -> bool:
        return not self.cases or any(case.id == name or case.id.startswith(name) for name in self.cases)


@dataclass(frozen=True)
class Chunk:
    """A stretch of one suite's cases, by their places."""

    suite: str
    places: tuple[int, ...]
    weight: float


_DESKS: dict[Bench, Desk] = {}


def read_suites(chosen: Chosen) -> dict[str, tuple[Suite, tuple[Case, ...]]]:
    """Return the suites that were asked for with their cases. Raises BrokenCases, also where a name is unknown."""
    known = list_suites()
    strangers = [name for name in chosen.suites if name not in known]
    if strangers:
        raise BrokenCases(f"There is no suite '{strangers[0]}'; there are {', '.join(known)}.")
    found = {}
    for name in chosen.suites or tuple(known):
        suite = known[name]
        cases = tuple(suite.read())
        ids = [case.id for case in cases]
        if len(set(ids)) < len(ids):
            twice = next(each for each in ids if ids.count(each) > 1)
            raise BrokenCases(f"{name}: two cases have the id {twice}; give one of them another.")
        found[name] = (suite, tuple(case for case in cases if chosen.wants(case)))
    if chosen.cases:
        found = {name: (suite, cases) for name, (suite, cases) in found.items() if cases}
        if not found:
            raise BrokenCases(f"No case is called {', '.join(chosen.cases)}; 'python -m evals --list' shows them.")
    return found


def play_all(chosen: Chosen, bench: Bench, *, cores: int, tell: Tell) -> dict[str, tuple[list[ItemOutcome], float]]:
    """Play the cases on so many cores; return outcomes in the order of the cases, and the seconds each suite took."""
    found = read_suites(chosen)
    chunks = [chunk for name, (suite, cases) in found.items() for chunk in _cut(name, suite, cases)]
    outcomes: dict[str, dict[int, ItemOutcome]] = {name: {} for name in found}
    seconds = dict.fromkeys(found, 0.0)
    for chunk, played, spent in _work_off(chunks, chosen, bench, cores):
        outcomes[chunk.suite].update(zip(chunk.places, played, strict=True))
        seconds[chunk.suite] += spent
        done, of = len(outcomes[chunk.suite]), len(found[chunk.suite][1])
        tell(f"{chunk.suite}: {done} of {of} cases")
    return {name: ([outcomes[name][place] for place in sorted(outcomes[name])], seconds[name]) for name in found}


def _cut(name: str, suite: Suite, cases: Sequence[Case]) -> Iterator[Chunk]:
    size = max(1, round(CHUNK / suite.weight))
    for start in range(0, len(cases), size):
        places = tuple(range(start, min(start + size, len(cases))))
        yield Chunk(name, places, suite.weight * len(places))


def _work_off(
    chunks: Sequence[Chunk], chosen: Chosen, bench: Bench, cores: int
) -> Iterator[tuple[Chunk, list[ItemOutcome], float]]:
    if cores <= 1 or len(chunks) == 1:
        for chunk in chunks:
            played, spent = _play_chunk(chunk, chosen, bench)
            yield chunk, played, spent
        return
    _play_chunk(Chunk(chunks[0].suite, (), 0.0), chosen, bench)  # the index is made once, before anybody needs it
    os.environ |= dict.fromkeys(_THREADS, "1")  # read when a worker imports numpy: before it is kept to its core
    context = get_context("spawn")
    places = context.Value("i", 0)
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_begin_worker, initargs=(places,)) as pool:
        heaviest_first = sorted(chunks, key=lambda chunk: -chunk.weight)
        waiting = {pool.submit(_play_chunk, chunk, chosen, bench): chunk for chunk in heaviest_first}
        for done in as_completed(waiting):
            played, spent = done.result()
            yield waiting[done], played, spent


def _begin_worker(places: Any) -> None:
    """Keep a worker to one core: the embedder would else start threads for all of them in every worker."""
    with places.get_lock():
        place, places.value = places.value, places.value + 1
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[place % len(cores)]})
    refuse_sockets()


def _play_chunk(chunk: Chunk, chosen: Chosen, bench: Bench) -> tuple[list[ItemOutcome], float]:
    desk = _DESKS.setdefault(bench, make_desk(bench))
    _ = desk.copilot
    suite, cases = _read_once(replace(chosen, suites=(chunk.suite,)))[chunk.suite] if chunk.places else (None, ())
    start = time.perf_counter()
    played = [play_one(suite, cases[place], desk) for place in chunk.places] if suite is not None else []
    return played, time.perf_counter() - start


@cache
def _read_once(chosen: Chosen) -> dict[str, tuple[Suite, tuple[Case, ...]]]:
    return read_suites(chosen)


def make_desk(bench: Bench) -> Desk:
    """Return a desk, with a policy switched off where the bench says so."""
    from evals.selftest import switch_off

    desk = Desk(bench, policies=switch_off(bench.switched_off))
    if bench.switched_off:  # other prompts come of it: the scripts answer themselves, and no missing recording passes for a proof
        from evals.scripted import open_scripts

        open_scripts(desk)
    return desk


def play_one(suite: Suite, case: Case, desk: Desk) -> ItemOutcome:
    """Play a case. Whatever breaks is trouble of the case: it is never left out."""
    try:
        return suite.play(case, desk)
    except MissingRecording as error:
        trouble = str(error)
    except Exception as error:
        trouble = f"{type(error).__name__}: {error}"[:_MOST_TROUBLE]
    return ItemOutcome(suite=suite.name, id=case.id, trouble=trouble)


def judge_all(
    played: dict[str, tuple[list[ItemOutcome], float]], contract: Contract, baseline: Baseline, chosen: Chosen
) -> tuple[SuiteResult, ...]:
    """Return the suites, judged. Some cases alone are held to their gates only."""
    return tuple(
        judge_suite(name, contract.suites.get(name), items, baseline.of(name), seconds=seconds, whole=not chosen.cases)
        for name, (items, seconds) in played.items()
    )


def find_unplayed(contract: Contract) -> list[str]:
    """Return what the contract holds of suites that are not there: a promise that nobody can look at."""
    return [
        f"thresholds.yaml holds a suite '{name}' that is not there; take it out."
        for name in contract.suites
        if name not in list_suites()
    ]


def refuse_sockets() -> None:
    """From here on nothing of this process can reach a network, so that a run cannot depend on one."""

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            raise RuntimeError("An eval tried to open a connection; only 'python -m evals --live' may.")
        return connect(self, address)

    connect = socket.socket.connect
    socket.socket.connect = refuse  # type: ignore[method-assign,assignment]

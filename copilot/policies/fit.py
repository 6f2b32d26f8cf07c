"""How well a play fits this executive, this signal and this week. Novelty alone must not win: the factors are multiplied."""

from collections.abc import Mapping, Sequence
from datetime import date

from copilot.domain.drafts import DatedSignal
from copilot.domain.library import Library, Persona, Play
from copilot.domain.noun import Noun
from copilot.policies.novelty import Standing

NO_SIGNAL = "no-signal"
MOST_OF_A_FAMILY = 2  # three of one family are one idea three times

_FIRST = (1.0, 0.96, 0.92, 0.9)  # the plays a signal names first, in its order
_ALSO = 0.75
_CARRIED = 0.6  # the card names the signal, the signal does not name the card
_ASSET_FACTOR = {"colleague": 0.97, "partner": 0.9, "customer": 0.88, "executive": 0.86, "marketing": 0.88, "data": 0.9}
_TIER_FACTOR = {0: 0.5, 1: 0.75, 2: 0.9, 3: 1.0}


class Fit(Noun):
    """A play with its factors, each 0 to 1. `total` orders plays; it promises nothing."""

    play_id: str
    signal: float
    persona: float
    novelty: float
    feasible: float
    likeness: float  # of the card to the question, by the search

    @property
    def total(self) -> float:
        return self.signal * self.persona * self.novelty * self.feasible * (0.8 + 0.2 * self.likeness)


def rank_fits(
    library: Library,
    persona: Persona | None,
    signals: Sequence[DatedSignal],
    *,
    standings: Mapping[str, Standing],
    likeness: Mapping[str, float],
    as_of: date,
) -> tuple[Fit, ...]:
    """Return the plays that fit persona and signal, best first, whatever their standing."""
    fits = []
    for play in library.plays:
        if not play.can_be_suggested:
            continue
        fit = Fit(
            play_id=play.id,
            signal=fit_to_signals(play, signals, library, as_of),
            persona=fit_to_persona(play, persona),
            novelty=_novelty(play, standings[play.id]),
            feasible=fit_to_week(play),
            likeness=likeness.get(play.id, 0.0),
        )
        if fit.signal > 0 and fit.persona > 0:
            fits.append(fit)
    return tuple(sorted(fits, key=lambda fit: (-fit.total, fit.play_id)))


def fit_to_signals(play: Play, signals: Sequence[DatedSignal], library: Library, as_of: date) -> float:
    """Return the fit to the best of the signals; 0 where the play answers none of them. No signal is a signal of its own."""
    held = signals or (DatedSignal(signal=NO_SIGNAL, words=""),)
    return max(_fit_to_signal(play, signal, library) * _freshness(signal, as_of) for signal in held)


def fit_to_persona(play: Play, persona: Persona | None) -> float:
    """Return 1 where the card names the persona, less where it is for any executive, 0 where it is for others."""
    if persona is None:
        return 0.9 if "any" in play.personas else 0.85
    usual = 0.05 if play.id in persona.plays else 0.0
    if persona.slug in play.personas:
        return 0.95 + usual
    return 0.85 + usual if "any" in play.personas else 0.0


def fit_to_week(play: Play) -> float:
    """Return how easily a seller can begin this week: long plays and those that need others take longer."""
    effort = 1.0 if play.effort_minutes <= 60 else 0.96 if play.effort_minutes <= 240 else 0.88
    for asset in play.assets:
        effort *= _ASSET_FACTOR.get(asset, 0.9)
    return effort


def spread(play_ids: Sequence[str], library: Library, limit: int) -> tuple[str, ...]:
    """Return the first plays, at most two of a family while others fit."""
    chosen: list[str] = []
    families: dict[str, int] = {}
    for play_id in play_ids:
        family = library.play_by_id[play_id].family
        if families.get(family, 0) < MOST_OF_A_FAMILY:
            chosen.append(play_id)
            families[family] = families.get(family, 0) + 1
    rest = [play_id for play_id in play_ids if play_id not in chosen]
    return tuple([*chosen, *rest][:limit])


def _fit_to_signal(play: Play, signal: DatedSignal, library: Library) -> float:
    kind = library.signal_by_id.get(signal.signal)
    if kind is not None and play.id in kind.first:
        return _FIRST[min(kind.first.index(play.id), len(_FIRST) - 1)]
    if kind is not None and play.id in kind.also:
        return _ALSO
    return _CARRIED if signal.signal in play.signals else 0.0


def _freshness(signal: DatedSignal, as_of: date) -> float:
    """An old signal counts less. Undated ones are taken as recent: the seller brought them up today."""
    if signal.on is None or signal.on > as_of:
        return 1.0
    age = (as_of - signal.on).days
    return 1.0 if age <= 45 else 0.85 if age <= 120 else 0.6


def _novelty(play: Play, standing: Standing) -> float:
    return _TIER_FACTOR[play.tier] * (0.7 if standing is Standing.NAME_ONLY else 1.0)

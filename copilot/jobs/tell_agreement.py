"""From labels to agreement: for every two who judged the same, how often they say the same and how far beyond chance."""

from collections.abc import Sequence
from pathlib import Path

from copilot.domain.labels import Agreement, AgreementReport, Judged, Label, LabelKind
from copilot.label_ports import AgreementMeter, LabelKeeper
from copilot.policies.labelling import pair_judgements, standing_judgements

LEAST_SHARED = 10  # items that two share, before a figure says anything
TOO_FEW = f"Where two share fewer than {LEAST_SHARED} items no kappa is told."
NOT_BLIND = "Where a leader decided on a proposal they had seen it first, so that agreement with it reads higher than it is."


def tell_agreement(keeper: LabelKeeper, meter: AgreementMeter, paths: Sequence[Path]) -> AgreementReport:
    """Return the agreement of all who judged, kind by kind, and of decks criterion by criterion too."""
    read = keeper.read_labels(paths)
    agreements = tuple(_measure(judged, meter) for judged in pair_judgements(read.labels))
    warnings = [*read.warnings]
    if meter.trouble is not None and any(each.items >= LEAST_SHARED for each in agreements):
        warnings.append(meter.trouble)
    if any(each.items < LEAST_SHARED for each in agreements):
        warnings.append(TOO_FEW)
    if any(not each.blind for each in agreements):
        warnings.append(NOT_BLIND)
    return AgreementReport(agreements=agreements, judged=_count(read.labels), warnings=tuple(warnings))


def _measure(judged: Judged, meter: AgreementMeter) -> Agreement:
    answers = [pair for item in judged.items for pair in item]
    kappa = None
    if meter.trouble is None and len(judged.items) >= LEAST_SHARED:
        kappa = meter.measure(judged.items, weighted=judged.kind == "levels")
    return Agreement(
        **judged.model_dump(exclude={"items"}),
        items=len(judged.items),
        answers=len(answers),
        same=sum(one == other for one, other in answers),
        kappa=kappa,
    )


def _count(labels: Sequence[Label]) -> dict[str, dict[LabelKind, int]]:
    counts: dict[str, dict[LabelKind, int]] = {}
    for label in standing_judgements(labels):
        of_person = counts.setdefault(label.by, {})
        of_person[label.kind] = of_person.get(label.kind, 0) + 1
    return counts

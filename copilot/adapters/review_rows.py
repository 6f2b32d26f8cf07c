"""Between the nouns of certification and their rows."""

from collections.abc import Sequence
from datetime import UTC

from copilot.adapters.review_tables import DecisionRow, OverruleRow, ReviewRow, UploadRow
from copilot.domain.reviews import Decision, KeptUpload, ReviewTask


def fold_person(name: str) -> str:
    """Return a name as it is looked for: small letters, single spaces."""
    return " ".join(name.lower().split())[:200]


def kept_upload(row: UploadRow) -> KeptUpload:
    """Return an upload as the rest of the product knows it."""
    return KeptUpload.model_validate(
        {"id": row.upload_id, "kind": row.kind, "name": row.name, "size": row.size, "digest": row.digest}
    )


def review_row(task: ReviewTask, review_id: str, key: str | None, request_digest: str) -> ReviewRow:
    return ReviewRow(
        review_id=review_id,
        deck_id=task.deck_id,
        story_id=task.story_id,
        seller_id=task.seller_id,
        author=fold_person(task.submission.author) if task.submission.author else None,
        series=task.series,
        idempotency_key=key,
        request_digest=request_digest,
        rubric=task.rubric.id,
        rubric_version=task.rubric.version,
        rubric_digest=task.rubric.digest,
        as_of=task.as_of,
        task=task.model_dump_json(),
        status="waiting",
        step="",
    )


def decision_row(review_key: int, decision: Decision) -> DecisionRow:
    return DecisionRow(
        review_key=review_key,
        verdict=decision.verdict,
        proposed_verdict=decision.proposed_verdict,
        rule_verdict=decision.rule_verdict,
        total=decision.total,
        by=decision.by,
        note=decision.note,
        on=decision.on,
    )


def overrule_rows(decision_key: int, decision: Decision) -> list[OverruleRow]:
    levels = [("level", o.criterion, decision.proposed_levels.get(o.criterion), o.level, o.reason) for o in decision.levels]
    gates = [("gate", o.gate, None, o.state, o.reason) for o in decision.gates]
    return [
        OverruleRow(
            decision_key=decision_key,
            kind=kind,
            subject=subject,
            proposed=None if proposed is None else str(proposed),
            chosen=str(chosen),
            reason=reason,
        )
        for kind, subject, proposed, chosen, reason in [*levels, *gates]
    ]


def kept_decision(row: DecisionRow, overruled: Sequence[OverruleRow]) -> Decision:
    levels = [o for o in overruled if o.kind == "level"]
    return Decision.model_validate(
        {
            "verdict": row.verdict,
            "proposed_verdict": row.proposed_verdict,
            "rule_verdict": row.rule_verdict,
            "total": row.total,
            "by": row.by,
            "note": row.note,
            "on": row.on.replace(tzinfo=UTC),
            "levels": [{"criterion": o.subject, "level": int(o.chosen), "reason": o.reason} for o in levels],
            "proposed_levels": {o.subject: int(o.proposed) for o in levels if o.proposed is not None},
            "gates": [{"gate": o.subject, "state": o.chosen, "reason": o.reason} for o in overruled if o.kind == "gate"],
        }
    )

"""Corrections on a walk: refused in words, or written and then judged by the same rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.compliance.setting import CLERK
from procedures.compliance.weighing import Broken, must_hold
from procedures.engine.correcting import correct
from procedures.engine.outlook import outlook
from procedures.errors import ProceduresError

if TYPE_CHECKING:
    from procedures.engine.case import Act
    from procedures.engine.engine import Engine


def put_right(
    engine: Engine,
    case_id: str,
    act: Act,
    changes: dict[str, Any],
    accepted_by: str | None,
    trail: list[Any],
) -> bool:
    """Correct some facts of an act.

    Args:
        engine: whose congress.
        case_id: whose act.
        act: which act.
        changes: facts with their new values.
        accepted_by: who accepts what comes out barred; None for nobody.
        trail: what was tried so far.

    Returns:
        Whether the correction was written.
    """
    before, old = engine.record.head, act.irregular
    reason = "已经发生" if accepted_by else None
    trail.append((case_id, "更正", act.step, changes, act.on.isoformat(), reason))
    try:
        told = correct(
            engine,
            case_id,
            act.number,
            changes,
            reason="看错了",
            operator=CLERK,
            irregular=reason,
            accepted_by=accepted_by,
        )
    except ProceduresError as error:
        must_hold(bool(error.message) and engine.record.head == before, "更正出错却写了记录", trail)
        return False
    except Exception as error:  # the walk must tell what was tried
        raise Broken(f"更正时程序中断:{error!r}", trail) from error
    verdict = told.verdict
    blocking = [finding for finding in verdict.findings if finding.blocks]
    barred = all(finding.effect == "bar" for finding in blocking)
    known = old is not None and {f.rule for f in blocking} <= set(old["rules"])
    covered = known or (accepted_by is not None and barred)
    must_hold(not verdict.recorded or not blocking or covered, "更正登记了不得进行的行为", trail)
    followed = [one for one in verdict.consequences if one["kind"] != "note"]
    written = 1 + len(followed) if verdict.recorded else 0
    must_hold(engine.record.head.number == before.number + written, "更正的条数不对", trail)
    try:
        outlook(engine, case_id)
    except Exception as error:
        raise Broken(f"更正后看不了能办什么:{error!r}", trail) from error
    return verdict.recorded

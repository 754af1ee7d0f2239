"""The reason codes that conclusions carry, with their parameters; `klientela.web.sentences` says each in words.

Of markers (params): none () · meeting (agreed_on) · consent (given_on) · withdrawn (withdrawn_on) · inquiry (asked_on)
· asked_again (asked_on) · purchase (bought_on) · purchases (count, bought_on) · refusal (refused_on)
· override (by, why, set_on).
"""

from typing import Any

SCORED = "rfm.scored"  # last_on, count, total
NO_PURCHASE = "rfm.no_purchase"
UNDATED = "rfm.undated"
UNPRICED = "rfm.unpriced"
TOO_FEW = "rfm.too_few"  # customers: how many bought when the cuts were made
NO_SCORING = "rfm.no_scoring"


def reason(code: str, **params: Any) -> dict[str, Any]:
    """Return a reason as it is stored."""
    return {"code": code, "params": params}

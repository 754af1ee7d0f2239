"""The same steps with pandas and lifetimes, as their own documentation does them; run by the Python that has them."""

import json
import resource
import sys
import time
import warnings

import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter, ParetoNBDFitter
from lifetimes.utils import ConvergenceError, summary_data_from_transaction_data

SEVERAL, LARGE = 5, 100_000
# Where it does not converge, its documentation says to punish large parameters; without is what is compared with.
PENALTIES = (0.0, 0.001, 0.01, 0.1)


def main():
    """Do the step several times on a small set, once on a large one, and print the quickest."""
    warnings.simplefilter("ignore")
    given, times = STEPS[sys.argv[1]](json.loads(sys.argv[2]))
    seconds = min(timed(given) for _ in range(times))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def timed(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def times_of(files):
    return SEVERAL if len(pd.read_parquet(files["summary"], columns=["frequency"])) < LARGE else 1


def summary(files):
    orders = pd.read_parquet(files["orders"])
    return lambda: summed(orders), times_of(files)


def summed(orders):
    return summary_data_from_transaction_data(
        orders, "customer_id", "ordered_on", "amount", freq="D", freq_multiplier=7
    )


def fit(model):
    def prepared(files):
        table = pd.read_parquet(files["summary"])
        columns = (table["frequency"], table["recency"], table["age"])
        penalty = enough(model, columns)
        return lambda: model(penalizer_coef=penalty).fit(*columns), times_of(files)

    return prepared


def enough(model, columns):
    """Return the smallest penalty with which the model converges; looked for before the clock starts."""
    for penalty in PENALTIES:
        try:
            model(penalizer_coef=penalty).fit(*columns)
        except ConvergenceError:
            continue
        return penalty
    raise ConvergenceError


def gamma_gamma(files):
    table = pd.read_parquet(files["summary"])
    repeated = table[(table["frequency"] > 0) & (table["monetary"] > 0)]
    return lambda: GammaGammaFitter().fit(repeated["frequency"], repeated["monetary"]), times_of(files)


def chain(files):
    known = pd.read_parquet(files["summary"])
    penalty = enough(BetaGeoFitter, (known["frequency"], known["recency"], known["age"]))

    def work():
        orders = pd.read_parquet(files["orders"])
        scores = rfm(orders)
        table = summed(orders)
        buying = BetaGeoFitter(penalizer_coef=penalty).fit(table["frequency"], table["recency"], table["T"])
        repeated = table[(table["frequency"] > 0) & (table["monetary_value"] > 0)]
        spending = GammaGammaFitter().fit(repeated["frequency"], repeated["monetary_value"])
        columns = (table["frequency"], table["recency"], table["T"], table["monetary_value"])
        return scores, spending.customer_lifetime_value(buying, *columns, time=12, discount_rate=0.008, freq="W")

    return work, times_of(files)


def rfm(orders):
    found = orders.groupby("customer_id").agg(
        last=("ordered_on", "max"), count=("ordered_on", "size"), total=("amount", "sum")
    )
    for column in ("last", "count", "total"):
        below = (found[column].rank(method="min") - 1) / len(found)
        found[f"{column}_score"] = 1 + (5 * below).astype(int)
    return found


STEPS = {
    "summary": summary,
    "bg_nbd": fit(BetaGeoFitter),
    "pareto_nbd": fit(ParetoNBDFitter),
    "gamma_gamma": gamma_gamma,
    "chain": chain,
}

if __name__ == "__main__":
    main()

"""Scores: NPS, CSAT, effort and ratings, with their intervals."""

import numpy as np
import pandas as pd

from touchpoints.analyses import intervals
from touchpoints.analyses.tables import table
from touchpoints.model import Dimension, Filters
from touchpoints.workspaces import Workspace


def scores(workspace: Workspace, filters: Filters, over: Dimension | None = None) -> pd.DataFrame:
    """One row per question (and value of `over`): question, measure, [over], n, score, low, high,
    mean, few, promoters, passives, detractors (the last three for NPS only).

    `score` is -100..100 for "nps", the share of the top two boxes for "csat", the mean of "ces" and
    "rating"; low and high are its 95 % interval; `few` marks n below 30.
    """
    found = table(workspace, "scores", {**filters.values(), "over": over})
    passives = found["n"] - found["promoters"] - found["detractors"]
    nps = intervals.nps(found["promoters"], passives, found["detractors"])
    csat = (found["top_two"] / found["n"], *intervals.wilson(found["top_two"], found["n"]))
    means = intervals.mean(found["mean"], found["deviation"], found["n"])
    floor, ceiling = found["low"].fillna(-np.inf), found["high"].fillna(np.inf)
    mean = (found["mean"], means[0].clip(floor, ceiling), means[1].clip(floor, ceiling))
    is_nps = (found["measure"] == "nps").to_numpy()
    is_csat = (found["measure"] == "csat").to_numpy()
    score, low, high = (
        pd.Series(three).mask(is_csat, two).mask(is_nps, one)
        for one, two, three in zip(nps, csat, mean, strict=True)
    )
    rows = pd.DataFrame(
        {
            "question": found["question"],
            "measure": found["measure"],
            "n": found["n"],
            "score": score,
            "low": low,
            "high": high,
            "mean": found["mean"],
            "few": found["n"] < intervals.FEW,
            "promoters": found["promoters"].where(is_nps),
            "passives": passives.where(is_nps),
            "detractors": found["detractors"].where(is_nps),
        }
    )
    if over:
        rows.insert(2, over, found["place"])
    return rows


def distribution(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per question and score given: question, measure, score, answers, share."""
    found = table(workspace, "score_distribution", filters.values())
    found["share"] = found["answers"] / found.groupby("question_no")["answers"].transform("sum")
    return found[["question", "measure", "score", "answers", "share"]]

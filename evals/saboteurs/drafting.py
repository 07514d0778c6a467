"""Broken drafters and checkers: minutes lost and swapped, sources dropped, a model that lies, a rubber stamp."""

from datetime import date, timedelta

from evals.case import Case
from evals.outputs import Output, card_lines
from evals.saboteurs.saboteur import Saboteur, every
from evals.subjects import Given


def swapped_minutes(_: Case, output: Output) -> Output:
    """The sum is right, the blocks are not."""
    blocks = list(output.get("agenda", ()))
    minutes = [block["minutes"] for block in blocks]
    turned = minutes[::-1]
    return {**output, "agenda": [{**block, "minutes": m} for block, m in zip(blocks, turned, strict=True)]}


def lost_minute(_: Case, output: Output) -> Output:
    """One minute is gone."""
    blocks = list(output.get("agenda", ()))
    return {**output, "agenda": [{**blocks[0], "minutes": blocks[0]["minutes"] - 1}, *blocks[1:]]} if blocks else output


def dropped_source(case: Case, output: Output) -> Output:
    """The first line of a brief says not where it comes from, in one draft of three."""
    brief = list(output.get("brief", ()))
    return {**output, "brief": [{**brief[0], "sources": []}, *brief[1:]]} if brief and every(3, case.id) else output


def lying_model(_: Case, output: Output) -> Output:
    """Adds a likely sentence that rests on nothing."""
    if "brief" not in output:
        return output
    return {
        **output,
        "brief": [*output["brief"], {"text": "She has been doing much better lately.", "sources": [], "reason": ""}],
    }


def chatterbox(_: Case, output: Output) -> Output:
    """Says everything three times."""
    brief = output.get("brief", [])
    filler = {"text": "As we know " * 60, "sources": [{"kind": "rule", "id": "x"}], "reason": "filler"}
    return {**output, "brief": [*brief, filler]} if "brief" in output else output


def cards_on_the_table(_: Case, output: Output) -> Output:
    """Puts what belongs on private cards into the shared agenda."""
    blocks = list(output.get("agenda", ()))
    cards = card_lines(output)
    return (
        {**output, "agenda": [{**blocks[0], "items": [*blocks[0]["items"], *cards]}, *blocks[1:]]} if cards else output
    )


def everything_shared(given: Given) -> Given:
    """Takes every question and check-in for shared with the mentor."""
    scenario = given.get("scenario")
    if not isinstance(scenario, dict):
        return given
    shared = {
        kind: [{**item, "shared_with_mentor": True} for item in scenario.get(kind, ())]
        for kind in ("questions", "check_ins")
    }
    return {**given, "scenario": {**scenario, **shared}}


def wrong_clock(_: Case, output: Output) -> Output:
    """Every promise is due a day late."""
    found = [{**f, "due": str(date.fromisoformat(f["due"]) + timedelta(days=1)) if f["due"] else ""}
             for f in output.get("findings", ())]  # fmt: skip
    return {**output, "findings": found} if "findings" in output else output


def forgetful(_: Case, output: Output) -> Output:
    """Forgets what was found in the notes."""
    return {**output, "findings": []} if "findings" in output else {**output, "brief": output.get("brief", [])[:1]}


def rubber_stamp(_: Case, output: Output) -> Output:
    """Lets everything pass."""
    return {**output, "ok": True, "violations": []}


def stop_sign(_: Case, output: Output) -> Output:
    """Stops everything."""
    return {**output, "ok": False, "violations": [{"rule": "L1", "span": [0, 1], "why": "no reason"}]}


def wrong_rule(_: Case, output: Output) -> Output:
    """Stops the right texts for the wrong reason."""
    return {**output, "violations": [{**v, "rule": "X0"} for v in output.get("violations", ())]}


ALL = (
    Saboteur(name="swapped minutes", suite="prep", about="blocks have each other's minutes", output=swapped_minutes),
    Saboteur(name="lost minute", suite="prep", about="59 of 60 minutes", output=lost_minute),
    Saboteur(name="dropped source", suite="prep", about="a line without a source now and then", output=dropped_source),
    Saboteur(name="lying model", suite="prep", about="adds a sentence resting on nothing", output=lying_model),
    Saboteur(name="chatterbox", suite="prep", about="a brief nobody reads to its end", output=chatterbox),
    Saboteur(
        name="cards on the table", suite="prep", about="private cards in the shared agenda", output=cards_on_the_table
    ),
    Saboteur(name="everything shared", suite="prep", about="takes all for shared", given=everything_shared),
    Saboteur(name="wrong clock", suite="prep", about="every due day a day late", output=wrong_clock),
    Saboteur(name="forgetful reader", suite="prep", about="loses what notes hold", output=forgetful),
    Saboteur(name="rubber stamp", suite="output_rules", about="lets everything pass", output=rubber_stamp),
    Saboteur(name="stop sign", suite="output_rules", about="stops everything", output=stop_sign),
    Saboteur(name="wrong rule", suite="output_rules", about="stops for the wrong reason", output=wrong_rule),
)

"""Broken keepers of confidences and doors: a leaky writer, a counter that counts too much, labels torn off."""

import base64

from evals.case import Case
from evals.outputs import Output
from evals.saboteurs.saboteur import Saboteur, every, with_text
from evals.subjects import Given


def unshown(case: Case, output: Output) -> list[str]:
    """The stored texts that were not shown, longest first."""
    shown = str(output.get("shown", ""))
    texts = [str(item["text"]) for item in case.given.get("stored", ()) if str(item["text"]) not in shown]
    return sorted(texts, key=len, reverse=True)


def leaky_writer(case: Case, output: Output) -> Output:
    """Shows one stored sentence it should not have, in one case of five."""
    hidden = unshown(case, output)
    return with_text(output, " ".join(hidden)) if hidden and every(5, case.id) else output


def encoded_leak(case: Case, output: Output) -> Output:
    """Shows it in base64."""
    hidden = " ".join(unshown(case, output))
    return with_text(output, base64.b64encode(hidden.encode()).decode()) if hidden else output


def spaced_leak(case: Case, output: Output) -> Output:
    """Shows it letter by letter."""
    return with_text(output, " ".join(" ".join(unshown(case, output))))


def counting_leak(case: Case, output: Output) -> Output:
    """Tells how much is kept back."""
    told = with_text(output, f"{len(case.given.get('stored', ()))} items are on file.")
    if "without" not in output:
        return told
    return {**told, "without": with_text(output["without"], f"{len(case.given['stored']) - 1} items are on file.")}


def labels_torn_off(given: Given) -> Given:
    """Takes every stored sentence for shared logistics."""
    stored = [{**item, "data_class": "D0", "consent": "mentor"} for item in given.get("stored", ())]
    return {**given, "stored": stored}


def believes_roles(given: Given) -> Given:
    """Takes whoever asks for a coordinator with every mentee."""
    asking = given["request"]["by"]
    everyone = [person["id"] for person in given["people"] if person["role"] == "mentee"]
    people = [{**p, "role": "mentor", "mentees": everyone} if p["id"] == asking else p for p in given["people"]]
    return {**given, "people": people}


def mute_writer(_: Case, output: Output) -> Output:
    """Shows nothing to anybody, which is safe and useless."""
    return {**output, "shown": "", "without": {**output.get("without", {}), "shown": ""}}


def open_door(_: Case, output: Output) -> Output:
    """Permits everything."""
    return {**output, "permitted": True}


def shut_door(_: Case, output: Output) -> Output:
    """Permits nothing."""
    return {**output, "permitted": False}


def ajar(case: Case, output: Output) -> Output:
    """Opens for one wrong person in ten."""
    return {**output, "permitted": True} if every(10, case.id) else output


ALL = (
    Saboteur(
        name="leaky writer", suite="confidentiality", about="shows a kept sentence now and then", output=leaky_writer
    ),
    Saboteur(name="encoded leak", suite="confidentiality", about="shows it in base64", output=encoded_leak),
    Saboteur(name="spaced leak", suite="confidentiality", about="shows it letter by letter", output=spaced_leak),
    Saboteur(name="counting leak", suite="confidentiality", about="tells how much is kept back", output=counting_leak),
    Saboteur(name="labels torn off", suite="confidentiality", about="takes all for logistics", given=labels_torn_off),
    Saboteur(
        name="believes roles", suite="confidentiality", about="makes the asker a mentor of all", given=believes_roles
    ),
    Saboteur(name="mute writer", suite="confidentiality", about="shows nothing at all", output=mute_writer),
    Saboteur(name="open door", suite="access", about="permits everything", output=open_door),
    Saboteur(name="shut door", suite="access", about="permits nothing", output=shut_door),
    Saboteur(name="door ajar", suite="access", about="opens for one in ten", output=ajar),
)

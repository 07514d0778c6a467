"""Compact forms read as cases: prep scenarios in rows, labelled sentences of notes, texts with the rules they break."""

import hashlib
from dataclasses import replace
from typing import Any

from evals.reading import RawCase

Keys = dict[str, Any]
BRIEF_WORDS = 180  # safety of a mentor's minute: one screen (product.md)
PEOPLE = {"mentor": "Sam Okoro", "mentees": [["m1", "Maya Lopez"]], "courses": ["MATH 101", "BIO 110", "ENGL 120"]}
PLAIN = {"present": "must_keep", "brief": "brief_must_keep", "agenda": "agenda_must_keep", "absent": "must_not_reveal",
         "not_agenda": "agenda_must_not_reveal", "sources": "sources_all", "first": "first_lines",
         "minutes": "minutes"}  # fmt: skip


def adapted(raw: RawCase) -> RawCase:
    """The same case in the form every suite has; a case in that form already is left alone."""
    if "is" in raw.keys and "said" in raw.head:
        return labelled(raw)
    if isinstance(raw.keys.get("expect"), dict) and "ok" in raw.keys["expect"]:
        return broken_rules(raw)
    if "expect" in raw.keys or raw.path.parent.name != "scenarios":
        return raw
    return compact(raw)


def compact(raw: RawCase) -> RawCase:
    """A scenario in rows, with what must be present and absent."""
    from evals.suites.prep.measure_scenarios import DEFAULTS, scenario_of

    whole = {**DEFAULTS, **raw.head.get("defaults", {}), **raw.keys}
    scenario = scenario_of(whole)
    structure = str(scenario["structure"])
    keys: Keys = {
        "id": whole["id"], "job": "prep", "about": whole.get("about", ""), "given": {"scenario": scenario},
        "slices": {"structure": structure, **whole.get("slices", {})}, "expect": expected(whole, scenario),
    }  # fmt: skip
    return replace(raw, keys=keys, head={k: v for k, v in raw.head.items() if k in ("author", "rules", "job")})


def expected(case: Keys, scenario: Keys) -> Keys:
    """What the rows ask for, as expectations; minutes, length and sources are asked of every scenario."""
    expect: Keys = {"sums_to": scenario["session"]["minutes"], "brief_words_at_most": BRIEF_WORDS, "sourced": True}
    expect |= {PLAIN[key]: [word_or_words(item) for item in case[key]] for key in PLAIN if case.get(key)}
    if case.get("card"):
        expect["cards_must_keep"] = [word_or_words(item) for items in case["card"].values() for item in items]
    if case.get("flags"):
        expect["concerns"] = [category for category, _ in case["flags"]]
        expect["level_at_least"] = max(level for _, level in case["flags"])
    if case.get("no_flags"):
        expect["not_flagged"] = True
    return expect


def word_or_words(item: Any) -> Any:
    """Numbers of a row become words; a list stays a list."""
    if isinstance(item, list):
        return [str(one) for one in item]
    return item if isinstance(item, int) else str(item)


def labelled(raw: RawCase) -> RawCase:
    """One sentence of a note with what it holds, whose it is and by when."""
    head, keys = raw.head, raw.keys
    about = {"mentees": head["about"], "courses": []} if isinstance(head.get("about"), list) else {}
    given = {"text": keys.get("text", ""), "said": str(head["said"]), "next_session": str(head.get("next_session", "")),
             "term_end": str(head.get("term_end", "")), **PEOPLE, **about}  # fmt: skip
    expect: Keys = {"finds": str(keys["is"])}
    if keys["is"] in ("promise", "step"):
        expect |= {"whose": str(keys.get("who", "")), "due": str(keys.get("due") or "none")}
    name = hashlib.sha256(f"{given['said']} {given['text']}".encode()).hexdigest()[:8]
    told = {"id": f"prep-said-{name}", "about": f"A sentence that holds: {keys['is']}", "job": "extract",
            "given": given, "expect": expect, "slices": {"kind": str(keys["is"])}}  # fmt: skip
    return replace(raw, keys=told, head={"author": head.get("author", "")})


def broken_rules(raw: RawCase) -> RawCase:
    """A text that is `ok` or not; the rules of one that is not are those that must be named."""
    told, keys = raw.keys["expect"], {k: v for k, v in raw.keys.items() if k != "rules"}
    expect: Keys = {"output_ok": told["ok"], **{k: v for k, v in told.items() if k != "ok"}}
    if told["ok"] is False and raw.keys.get("rules"):
        expect["violates"] = raw.keys["rules"]
    author = raw.keys.get("author") or raw.head.get("author") or f"{raw.path.parent.name} authors"
    return replace(raw, keys={**keys, "author": author, "expect": expect})

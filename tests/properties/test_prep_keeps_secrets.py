"""C1, C10: what may not be used leaves no trace in a prep; and the same input gives the same bytes."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.preparing.output import prep_record
from assistant.preparing.prepare import prepare
from assistant.preparing.scenario_reading import read_scenario
from tests.unit.preparing.prep_scenes import group_scene, note, policies, scene

RUNS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SECRETS = (
    "She told me she takes sertraline. She will email the dean by Friday.",
    "Maya to finish the scholarship form by 12/1. Her mom lost her job.",
    "Still stuck on chain rule; she has a court date on Nov 30.",
    "I will send her the shelter address tomorrow.",
    "Finally got u-sub! Didn't get to limits.",
    "Did everything she promised.",
)
BASES = (scene(), group_scene(), scene(structure="same_age"), scene(session={**scene()["session"], "mode": "async"}))
classes = st.sampled_from(["D2", "D3", "D4", "D5", "D6", "D8", "D9", "D10"])
days = st.sampled_from(["2026-11-01", "2026-11-12", "2026-11-20", "2026-11-23", "2026-11-24"])
speakers = st.sampled_from(["m1", "c1", "p9"])


def rendered(record: dict[str, Any]) -> bytes:
    scenario = read_scenario(record)
    return json.dumps(prep_record(scenario, prepare(scenario, policies())), sort_keys=False).encode()


@RUNS
@given(
    base=st.sampled_from(BASES),
    text=st.sampled_from(SECRETS),
    kind=classes,
    day=days,
    by=st.sampled_from(["m1", "c1", "p1"]),
    shared=st.booleans(),
    first=st.booleans(),
)
def test_a_note_of_a_class_that_may_not_be_used_leaves_the_prep_byte_identical(
    base, text, kind, day, by, shared, first
):
    secret = {"id": "a0" if first else "zz", "date": day, "by": by, "about": ["m1"], "text": text, "data_class": kind}
    if shared:
        secret["shared_with"] = ["p1", "m2"]
    notes = [secret, *base["notes"]] if first else [*base["notes"], secret]

    assert rendered({**base, "notes": notes}) == rendered(base)


@RUNS
@given(base=st.sampled_from(BASES), text=st.sampled_from(SECRETS), day=days, low=st.integers(1, 5))
def test_unshared_questions_and_check_ins_leave_it_byte_identical(base, text, day, low):
    question = {"id": "q0", "mentee": "m1", "date": day, "text": text, "shared_with_mentor": False}
    check_in = {
        "id": "c0",
        "mentee": "m1",
        "date": day,
        "answers": {"money": low},
        "text": text,
        "shared_with_mentor": False,
    }

    assert rendered({**base, "questions": [question], "check_ins": [check_in]}) == rendered(base)


@RUNS
@given(text=st.sampled_from(SECRETS), day=days, by=speakers)
def test_another_mentors_notes_and_notes_about_others_leave_it_byte_identical(text, day, by):
    base = scene()
    others = [
        note(text, date=day, id="x1", by=by if by != "m1" else "p9"),
        note(text, date=day, id="x2", about=["m7"]),
        note(text, date=day, id="x3", about=["m1", "m7"]),
    ]

    assert rendered({**base, "notes": [*others, *base["notes"]]}) == rendered(base)


@RUNS
@given(
    sentence=st.sampled_from(
        [
            "Her dad lost his job.",
            "She has a panic disorder.",
            "GPA is 1.9 now.",
            "She is undocumented.",
            "Her roommate Priya drinks every night.",
            "She can't afford rent.",
            "She came out to me.",
            "Diagnosed with ADHD last year.",
            "Priya is failing chem too.",
            "She's on academic probation.",
            "Her visa expires in May.",
        ]
    ),
    first=st.booleans(),
    where=st.sampled_from([0, 1]),
)
def test_a_sensitive_sentence_inside_the_mentors_own_note_leaves_it_byte_identical(sentence, first, where):
    base = scene()
    notes = scene()["notes"]
    text = notes[where]["text"]
    notes[where]["text"] = f"{sentence} {text}" if first else f"{text}\n{sentence}"

    assert rendered({**base, "notes": notes}) == rendered(base)


@RUNS
@given(
    member=st.sampled_from(["m1", "m2", "m3"]), text=st.sampled_from(["Stuck on limits.", "Will retake quiz 3 by Mon."])
)
def test_one_members_notes_never_change_a_groups_shared_agenda(member, text):
    base = group_scene()
    secret = {"id": "zz", "date": "2026-11-20", "by": "p1", "about": [member], "text": text}

    with_it, without = (json.loads(rendered(r))["agenda"] for r in ({**base, "notes": [*base["notes"], secret]}, base))

    assert with_it == without


@RUNS
@given(
    minutes=st.integers(15, 120),
    structure=st.sampled_from(["one_to_one", "small_group", "cross_age", "same_age", "online"]),
    mode=st.sampled_from(["video", "in_person", "async"]),
    mentees=st.integers(1, 4),
)
def test_minutes_always_add_up_and_the_goal_block_keeps_its_ten(minutes, structure, mode, mentees):
    people = [{"id": f"m{i}", "name": f"Person{i} Example"} for i in range(1, mentees + 1)]
    record = scene(
        structure=structure, mentees=people, session={**scene()["session"], "minutes": minutes, "mode": mode}
    )

    agenda = json.loads(rendered(record))["agenda"]

    assert sum(block["minutes"] for block in agenda) == minutes
    assert agenda[-1]["minutes"] == 10 or minutes < 15
    assert all(block["minutes"] > 0 for block in agenda if not block.get("yours"))


@RUNS
@given(order=st.permutations(range(4)), minutes=st.integers(15, 120))
def test_the_same_material_gives_the_same_bytes_in_whatever_order_it_is_listed(order, minutes):
    notes = [*scene()["notes"], note("Will redo set 2.", id="n3"), note("Shaky on limits.", id="n4", date="2026-11-03")]
    session = {**scene()["session"], "minutes": minutes}
    listed = scene(notes=notes, session=session)
    shuffled = scene(notes=[notes[place] for place in order], session=session)

    assert rendered(shuffled) == rendered(listed) == rendered(listed)

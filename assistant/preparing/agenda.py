"""The agenda: blocks whose minutes add up exactly, from a dated template, filled with what this session needs.

Before a group only what every member may see is put down; the rest goes to `cards`.
"""

from collections.abc import Iterable, Sequence

from assistant.preparing.days import name_of
from assistant.preparing.minutes import deal_minutes
from assistant.preparing.permitted import Material
from assistant.preparing.points import Point
from assistant.preparing.ranking import ranked
from assistant.preparing.templates import BlockTemplate, SessionTemplates
from assistant.writing.sentence import Block, Sentence, Source, SourceKind
from assistant.writing.writer import Writer

MOST_ITEMS = {"homework": 7, "concept": 6, "goals": 9}
FULL = 8  # a private card fits one glance


def compose_agenda(
    points: Sequence[Point],
    extras: dict[str, tuple[Sentence, ...]],
    material: Material,
    templates: SessionTemplates,
    writer: Writer,
) -> tuple[Block, ...]:
    """Blocks with their lines. `extras` are ready sentences (a passage, resources) by part."""
    name, layout = templates.layout_for(material.scenario)
    minutes = deal_minutes(layout, material.scenario.session.minutes)
    usable = [point for point in points if point.shared] if material.scenario.is_shared else list(points)
    ordered = [point for point in ranked(usable, material.today) if point.ask is not None]
    partners = partner_names(material)
    return tuple(
        fill_block(
            block,
            length,
            [p for p in ordered if p.part == block.part],
            extras.get(block.part, ()),
            name,
            writer,
            partners,
        )
        for block, length in zip(layout, minutes, strict=True)
    )


def fill_block(
    block: BlockTemplate,
    minutes: int,
    points: Sequence[Point],
    extras: Sequence[Sentence],
    layout: str,
    writer: Writer,
    partners: dict[str, str],
) -> Block:
    """One block: its own lines first, then the template's prompts, of which teach-back and next steps come last."""
    asked = [writer.word(p.ask) for p in points[: MOST_ITEMS.get(block.part, 0)] if p.ask is not None]
    prompts = [prompt for prompt in block.prompts if not (prompt.only_if_empty and asked)]
    items = [*asked, *extras, *(fixed(f"{layout}.{prompt.id}", prompt.text, partners) for prompt in prompts)]
    return Block(
        title=block.title.format_map(partners),
        minutes=minutes,
        purpose=block.purpose.format_map(partners),
        yours=block.yours,
        items=() if block.yours else tuple(items),
    )


def fixed(template_id: str, text: str, partners: dict[str, str]) -> Sentence:
    """A prompt of the template as a sentence whose source is the template."""
    return Sentence(
        text=text.format_map(partners),
        sources=(Source(kind=SourceKind.TEMPLATE, id=template_id),),
        reason="part of the session's template",
    )


def partner_names(material: Material) -> dict[str, str]:
    """The two partners of a same-age pair: the mentor with one mentee, or two mentees with each other."""
    scenario = material.scenario
    mentees = [name_of(scenario, mentee.id) for mentee in scenario.mentees]
    mentor = scenario.mentor.name.split()[0] if scenario.mentor.name.split() else "You"
    return {"a": mentor, "b": mentees[0]} if len(mentees) == 1 else {"a": mentees[0], "b": " and ".join(mentees[1:])}


def compose_cards(points: Iterable[Point], material: Material, writer: Writer) -> dict[str, tuple[Sentence, ...]]:
    """For a group: what concerns one member, for the mentor alone, best first. Every member has one, even if empty."""
    if not material.scenario.is_shared:
        return {}
    ordered = ranked(points, material.today)
    return {
        mentee.id: tuple(writer.word(point.line) for point in ordered if point.mentee == mentee.id)[:FULL]
        for mentee in material.scenario.mentees
    }

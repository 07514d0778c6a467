"""Dealing out minutes: fixed blocks keep theirs, the rest share what is left, and the sum is exact."""

from collections.abc import Sequence

from assistant.preparing.templates import BlockTemplate


def deal_minutes(blocks: Sequence[BlockTemplate], total: int) -> tuple[int, ...]:
    """Minutes of each block, adding up to `total` exactly (largest remainders, earlier blocks first).

    A session too short for its fixed blocks gives each sharing block at least a minute and takes it from the longest
    fixed one.
    """
    fixed = [block.minutes or 0 for block in blocks]
    sharing = [index for index, block in enumerate(blocks) if block.share]
    short = len(sharing) - (total - sum(fixed))
    if short > 0:
        longest = max(range(len(fixed)), key=lambda index: fixed[index])
        fixed[longest] -= short
    left = total - sum(fixed)
    shares = sum(blocks[index].share for index in sharing)
    minutes = list(fixed)
    rests = []
    for index in sharing:
        exact, rest = divmod(left * blocks[index].share, shares)
        minutes[index] = exact
        rests.append((-rest, index))
    for _, index in sorted(rests)[: total - sum(minutes)]:
        minutes[index] += 1
    return tuple(minutes)

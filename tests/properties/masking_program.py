"""A generated program whose people are named in every way people are named, for the masking properties."""

import random
from dataclasses import dataclass

from assistant.writing.masking import RosterPerson
from assistant.writing.masking_nicknames import nicknames_of

NAMES = """
Ana Jose María Kwame Priya Will Grace Mark Rose Elizabeth Michael Nguyen Fatima Mohammed Siobhán Zsófia Xiomara Jean-Luc
Dmitri Aaliyah Tomás Katherine Benjamin Ngozi Yuki Hye-jin Oluwaseun Maximilian Guadalupe Théo Ruby Jordan April Drew
Mia Bo Eve Thaddeus Rajesh Lakshmi Ingrid Santiago Esperanza Chidi Amara Bilal Noor Tatiana Wendell Quincy
"""
SURNAMES = """
Ruiz|O'Brien|Okafor|Nguyen|Smith-Jones|de la Cruz|Young|Park|Long|Kowalczyk|Müller|Washington|Brown|van der Berg|Haddad|
Sørensen|Ito|Fitzgerald|Gutiérrez|Abdullah|Chen|Lee|Banerjee|McAllister|Delacroix|Szabó|Oyelaran|Whitfield|Castellanos|Ng
"""
EVERYDAY = "will grace mark rose young park long brown april drew ruby may eve bo jordan"
FIRST = NAMES.split()
LAST = SURNAMES.replace("\n", "").split("|")
TEMPLATES = (
    "I met with {} before the exam and we went over the notes.",
    "Yesterday {} said the problem set was too long.",
    "Could you ask {} about the group project?",
    "The essay draft from {} needs a thesis.",
    "We talked, and {} wants to try office hours on Tuesday.",
    "Please help {} with the registration form by Friday.",
    "{} missed the session and has not answered my message.",
    "{} asked for a different time next week.",
    "My mentee {} finished chapter four of the reading.",
)


@dataclass(frozen=True)
class Written:
    """A sentence, and where in it somebody is named."""

    text: str
    start: int
    end: int
    way: str


def program(seed: int, size: int = 60) -> tuple[RosterPerson, ...]:
    """A roster of this many people; several share a first or last name."""
    rng = random.Random(seed)
    people = []
    for number in range(size):
        first, last = FIRST[number % len(FIRST)], rng.choice(LAST)
        digits = f"{rng.randrange(10**7):07d}"
        people.append(
            RosterPerson(
                id=f"p{number}",
                name=f"{first} {last}",
                emails=(f"{first[0].lower()}{number}.{digits[:3]}@students.example.edu",),
                phones=(f"+1 555 {digits[:3]} {digits[3:]}",),
                ids=(f"S{digits}",),
            )
        )
    return tuple(people)


def typo(word: str, rng: random.Random) -> str:
    """One letter left out, doubled, replaced or swapped, never the first."""
    if len(word) < 4:
        return word
    i = rng.randrange(1, len(word) - 1)
    letter = rng.choice("aeinorst")
    return rng.choice(
        (word[:i] + word[i + 1 :], word[:i] + letter + word[i:], word[:i] + letter + word[i + 1 :],
         word[:i] + word[i + 1] + word[i] + word[i + 2 :])
    )  # fmt: skip


def ways(person: RosterPerson, rng: random.Random) -> dict[str, str]:
    """Every way to write this person; everyday words in lower case are left out, since nobody could tell them apart."""
    first, last = person.name.split(" ", 1)
    nicks = sorted(nicknames_of(first.lower()))
    everyday = EVERYDAY.split()
    lower = first.lower() if first.lower() not in everyday else person.name.lower()
    found = {
        "full": person.name,
        "first": first,
        "possessive": f"{first}'s tutor",
        "lower": lower,
        "upper": person.name.upper(),
        "initials": f"{first[0]}.{last.split()[-1][0].upper()}.",
        "initial first": f"{first[0]}. {last}",
        "initial last": f"{first} {last.split()[-1][0].upper()}.",
        "last first": f"{last}, {first}",
        "typo first": f"{typo(first, rng)} {last}",
        "typo last": f"{first} {typo(last, rng)}",
        "typo alone": typo(first, rng) if first.lower() not in everyday and len(first) > 4 else first,
        "typo lower": typo(lower, rng) if len(first) > 5 else lower,
        "spaced": " ".join(first.replace("-", "")) if len(first) > 2 else person.name,
        "id": person.ids[0],
        "id spaced": " ".join(person.ids[0]),
        "email": person.emails[0],
        "email spaced": person.emails[0].replace("@", " @ "),
        "phone": person.phones[0],
        "phone bare": person.phones[0].replace(" ", "").removeprefix("+1"),
    }
    return found | ({"nickname": rng.choice(nicks).title()} if nicks else {})


def sentences(people: tuple[RosterPerson, ...], count: int, seed: int) -> list[Written]:
    """This many sentences, each naming one person in one way."""
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        person = rng.choice(people)
        way, name = rng.choice(sorted(ways(person, rng).items()))
        template = rng.choice(TEMPLATES)
        start = template.index("{}")
        name = name.removesuffix("'s tutor") if way == "possessive" else name
        text = template.replace("{}", name + ("'s tutor" if way == "possessive" else ""))
        made.append(Written(text=text, start=start, end=start + len(name), way=way))
    return made

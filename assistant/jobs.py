"""What runs for nobody in particular: deliver notices, walk the chain, remind, sweep. The only file here that may act
as the system; each job is short writes around thinking, safe to run twice and from two processes at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from access.viewer import Role
from assistant.breaking_glass import tell_afterwards
from assistant.escalating.policy import Acting, load_acting
from assistant.escalating.recipients import Chain, chain_of
from assistant.escalating.telling import page, tell
from assistant.escalating.watching import NextPage, Reminder, is_new, next_pages, overdue
from assistant.notices.message import NotSentError, Transport
from assistant.outbox import Recipient, message_for, moot, next_try
from assistant.safety.levels import Lane
from assistant.safety.moves import Move
from core.errors import ConflictError, NotFoundError, NotReadyError
from core.logs import get_logger
from storage import retention
from storage.audit import Audit
from storage.database import Database, ReadSession
from storage.flags import Flag, Flags
from storage.notices import Notice, Notices, claim_due, not_sent, sent
from storage.people import People
from storage.programs import Program, Programs
from storage.raising import move_flag
from storage.referrals import Referrals
from storage.system import Job, SystemViewer

if TYPE_CHECKING:
    from assistant.wiring import Services

HOURLY = timedelta(hours=1)
DOOR_KEPT = timedelta(days=30)
CONTACT_WINDOW = timedelta(days=7)
_last_hourly: WeakKeyDictionary[Database, datetime] = WeakKeyDictionary()


@dataclass(frozen=True, kw_only=True)
class JobReport:
    """What one run did."""

    sent: int = 0
    retried: int = 0
    given_up: int = 0
    walked: int = 0
    reminded: int = 0
    swept: int = 0


def run_due(services: "Services") -> JobReport:
    """Do everything that is due now. One job that fails does not keep the others from running; the log names it."""
    report = guarded("overdue", JobReport(), lambda: watch(services))
    if is_hourly(services):
        report = guarded("follow_up", report, lambda: replace(report, reminded=report.reminded + remind(services)))
        report = guarded("retention", report, lambda: replace(report, swept=sweep(services)))
    report = guarded(
        "break_glass", report, lambda: replace(report, reminded=report.reminded + tell_afterwards(services))
    )
    return guarded("delivery", report, lambda: deliver(services, report))


def guarded(job: str, before: JobReport, run: Callable[[], JobReport]) -> JobReport:
    """Run a job; where it fails, say which by name and go on."""
    try:
        return run()
    except Exception as error:  # a job must not take the others down: somebody may be waiting for a page
        get_logger().error("job failed", job=job, error_type=type(error).__name__)
        return before


def is_hourly(services: "Services") -> bool:
    """Whether the hourly jobs are due in this process."""
    now, last = services.clock.now(), _last_hourly.get(services.database)
    if last is not None and now - last < HOURLY:
        return False
    _last_hourly[services.database] = now
    return True


def check_chain(services: "Services") -> None:
    """Refuse to start a program without at least two coordinators on call (promise 1).

    Raises NotReadyError naming the program and what to do.
    """
    deep = services.escalation.body.campus.minimum_chain
    with services.database.read() as db:
        for program in Programs(db, system(Job.OVERDUE)).all():
            ready = [person for person in chain_of(program).people if on_desk(db, program, person)]
            if len(ready) < deep:
                raise NotReadyError(
                    f"{program.name} has {len(ready)} of at least {deep} coordinators on call.",
                    next_step="Set the program's on_call list to coordinators who can be paged, in order.",
                )


def on_desk(db: ReadSession, program: Program, person_id: str) -> bool:
    """Whether the person can be paged and open what they are paged for."""
    try:
        person = People(db, SystemViewer(job=Job.OVERDUE, program_id=program.id)).get(person_id)
    except NotFoundError:
        return False
    return person.closed_at is None and Role.COORDINATOR in person.roles


def system(job: Job) -> SystemViewer:
    """The system, for one job."""
    return SystemViewer(job=job)


def audit(job: Job, action: str) -> Audit:
    """Who acts: the system, by the job's name."""
    return Audit(actor=system(job).person_id, action=action)


def watch(services: "Services") -> JobReport:
    """Walk unacknowledged pages along the chain, and say once what is overdue."""
    acting = load_acting(services.settings.policies_dir)
    with services.database.read() as db:
        asked = asked_now(db, acting)
    walked = [one for one in asked if isinstance(one, NextPage) and walk_on(services, one)]
    for one in asked:
        if isinstance(one, Reminder):
            with services.database.write(audit(Job.OVERDUE, f"notice.{one.purpose}")) as db:
                for person in one.people:
                    tell(db, services, one.flag.program_id, person, one.purpose, key=one.key, flag_id=one.flag.id)
    return JobReport(walked=len(walked), reminded=len(asked) - len(walked))


def asked_now(db: ReadSession, acting: Acting) -> list[NextPage | Reminder]:
    """Everything the clocks ask for at this moment, over all programs."""
    viewer = system(Job.OVERDUE)
    chains = {program.id: chain_of(program) for program in Programs(db, viewer).all()}
    asked: list[NextPage | Reminder] = []
    for flag in Flags(db, viewer).queue():
        chain = chains.get(flag.program_id, Chain(people=())).without(flag.closed_to | {flag.about_id})
        late = overdue(flag, chain, db.now)
        if not late and flag.lane != Lane.SAFETY:
            continue
        notices = Notices(db, viewer).of_flag(flag.id)
        found = (*next_pages(flag, notices, chain, acting, db.now), *late)
        asked += [one for one in found if isinstance(one, NextPage) or is_new(one, notices)]
    return asked


def walk_on(services: "Services", step: NextPage) -> bool:
    """Page the next person, and write it into the flag's history. False where somebody moved the flag meanwhile."""
    flag = step.flag
    try:
        with services.database.write(audit(Job.OVERDUE, "flag.walk")) as db:
            page(
                db, services, flag.program_id, step.person_id, flag.id, step.series, place=step.place, round=step.round
            )
            move_flag(
                db, system(Job.OVERDUE), flag.id, move=Move.WALK, to_status=flag.status, version=flag.version,
                reason_code=f"{step.round}.{step.place}",
            )  # fmt: skip
    except ConflictError:
        return False
    return True


def deliver(services: "Services", report: JobReport) -> JobReport:
    """Send what is due. A worker that dies in between loses its lease, and the notice goes again under the same key."""
    with services.database.read() as db:
        if not Notices(db, system(Job.DELIVERY)).due():
            return report
    acting, worker = load_acting(services.settings.policies_dir), services.ids.new("worker")
    lease = timedelta(seconds=acting.delivery.lease_seconds)
    with services.database.write(audit(Job.DELIVERY, "notice.lease")) as db:
        leased = claim_due(db, system(Job.DELIVERY), worker=worker, limit=acting.delivery.batch, lease=lease)
        until = db.now + lease / 2
    counts = {"sent": 0, "retried": 0, "given_up": 0}
    for notice in leased:
        if services.clock.now() > until:
            break  # what is left goes with the next lease, rather than twice
        counts[deliver_one(services, acting, notice, worker)] += 1
    return replace(report, **counts)


def deliver_one(services: "Services", acting: Acting, notice: Notice, worker: str) -> str:
    """Send one leased notice; says how it ended: sent, retried or given_up."""
    with services.database.read() as db:
        recipient, flag = recipient_of(db, notice), flag_of(db, notice)
    if recipient is None or moot(notice, flag):
        return settle(services, notice, worker, went=False, again_at=None)
    message = message_for(notice, recipient, acting, base_url(services))
    try:
        transport_for(services, notice).send(message)
    except NotSentError:
        return settle(
            services, notice, worker, went=False, again_at=next_try(notice.attempts, services.clock.now(), acting)
        )
    return settle(services, notice, worker, went=True, again_at=None)


def settle(services: "Services", notice: Notice, worker: str, *, went: bool, again_at: datetime | None) -> str:
    """Note how sending ended."""
    viewer = system(Job.DELIVERY)
    with services.database.write(audit(Job.DELIVERY, "notice.sent" if went else "notice.not_sent")) as db:
        if went:
            sent(db, viewer, notice.id, worker=worker)
            return "sent"
        not_sent(db, viewer, notice.id, worker=worker, again_at=again_at)
    return "retried" if again_at is not None else "given_up"


def transport_for(services: "Services", notice: Notice) -> Transport:
    """The transport of the notice's channel. Raises NotSentError where the installation has it no more."""
    found = [one for one in services.transports if one.channel == notice.channel]
    if not found:
        raise NotSentError
    return found[0]


def recipient_of(db: ReadSession, notice: Notice) -> Recipient | None:
    """The person's address of now, or None once they have left."""
    try:
        person = People(db, SystemViewer(job=Job.DELIVERY, program_id=notice.program_id)).get(notice.recipient_id)
    except NotFoundError:
        return None
    return None if person.closed_at else Recipient(person_id=person.id, address=person.email)


def flag_of(db: ReadSession, notice: Notice) -> Flag | None:
    """The flag a notice is for, if any."""
    try:
        return Flags(db, system(Job.DELIVERY)).get(notice.flag_id) if notice.flag_id else None
    except NotFoundError:
        return None


def base_url(services: "Services") -> str:
    """Where the pages are, for links."""
    settings = services.settings
    return settings.public_url or f"http://{settings.host}:{settings.port}"


def remind(services: "Services") -> int:
    """Ask how referrals went and remember next contacts, on their day, once each."""
    viewer, today = system(Job.OVERDUE), services.clock.now().date()
    with services.database.read() as db:
        programs = {one.id: chain_of(one) for one in Programs(db, viewer).all()}
        referrals = [
            (program, one) for program in programs
            for one in Referrals(db, SystemViewer(job=Job.OVERDUE, program_id=program)).to_follow_up(today)
        ]  # fmt: skip
        contacts = [
            flag for flag in Flags(db, viewer).closed()
            if flag.next_contact_on and flag.claimed_by and today - CONTACT_WINDOW <= flag.next_contact_on <= today
        ]  # fmt: skip
    with services.database.write(audit(Job.OVERDUE, "notice.follow_up")) as db:
        for program, one in referrals:
            key = f"{one.id}/{one.follow_up_on}"
            tell(db, services, program, one.made_by, "follow_up", key=key, flag_id=one.flag_id)
        for flag in contacts:
            key = f"{flag.id}/{flag.next_contact_on}"
            tell(db, services, flag.program_id, flag.claimed_by, "next_contact", key=key, flag_id=flag.id)
    return len(referrals) + len(contacts)


def sweep(services: "Services") -> int:
    """Delete what expired (C8); returns how many sentences went."""
    with services.database.write(audit(Job.RETENTION, "retention.sweep")) as db:
        swept = retention.sweep(db, system(Job.RETENTION), services.clock.now() - DOOR_KEPT)
    return sum(swept.statements.values())

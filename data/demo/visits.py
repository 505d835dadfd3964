"""Who comes to a sector's business, what they do and how they judge it: its steps, walked."""

from __future__ import annotations

from datetime import timedelta

from data.demo.draw import Draw
from data.demo.journeys import Contact, Event
from data.demo.sector import Clock, Sector
from data.demo.shop import CSAT_GIVEN, DAY, DAYS, LIKELY, START
from data.demo.survey import Answer

HOUR = 3_600
# Of 100 answers with this satisfaction, how many find it 1, 2, ... 7 easy.
EASE_GIVEN = {
    1: [34, 30, 20, 10, 6, 0, 0],
    2: [16, 26, 28, 18, 8, 4, 0],
    3: [4, 10, 20, 30, 22, 10, 4],
    4: [0, 2, 6, 16, 32, 30, 14],
    5: [0, 0, 2, 6, 16, 34, 42],
}


def events(sector: Sector) -> list[Event]:
    """Every event of every person, in the order of time; people are numbered by their first event."""
    draw = Draw(sector.seed)
    histories = sorted(history(draw, sector) for _ in range(sector.people))
    found = [
        Event(f"C{number:04d}", *contact, True)
        for number, contacts in enumerate(histories, start=1)
        for contact in contacts
    ]
    return sorted(found, key=lambda event: (event.second, event.person))


def history(draw: Draw, sector: Sector) -> list[Contact]:
    """One person's contacts within the period: a first journey and, for some, later ones."""
    days = [season(sector, day) for day in range(DAYS)]
    contacts: list[Contact] = []
    day = draw.place(days)
    while day < DAYS:
        seen = journey(draw, sector, day)
        contacts += seen
        day = max(second for second, *_ in seen) // DAY + draw.whole(25, 80)
        if not draw.chance(sector.returns):
            break
    within = sorted(contact for contact in contacts if contact[0] < DAYS * DAY)
    return within or history(draw, sector)


def season(sector: Sector, day: int) -> float:
    """How busy the business is on this day, 1 being usual."""
    when = (START + timedelta(days=day)).date()
    return [weight for first, weight in sector.season if first <= when][-1]


def journey(draw: Draw, sector: Sector, day: int) -> list[Contact]:
    """The contacts of one journey that begins on this day, from the first step to where it is left."""
    entry = draw.weighted(sector.entries)
    clock = sector.clocks["always"]
    second = day * DAY + draw.place(clock.hours) * HOUR + draw.whole(0, HOUR - 1)
    contacts: list[Contact] = []
    met: set[str] = set()
    for step in sector.steps:
        fits = (not step.entries or entry in step.entries) and step.unless not in met
        if not fits or (step.after and step.after not in met) or not draw.chance(step.chance):
            continue
        for _ in range(1 + draw.place(step.times) if step.meet else 0):
            second = later(draw, second, step.hours, sector.clocks[step.clock])
            channel = draw.weighted(dict(step.on)) if step.on else entry
            cents = draw.whole(*step.pays) * 100 if step.pays else None
            contacts.append((second, channel, step.meet, cents))
            met.add(step.meet)
        if not draw.chance(step.stay):
            break
    return contacts


def later(draw: Draw, second: int, hours: tuple[float, float], clock: Clock) -> int:
    """A moment so many hours later, when the clock is open; where that is days away, on a day that fits."""
    low, high = hours
    moment = second + 20 + int((low + (high - low) * draw.random()) * HOUR)
    if low < 24:
        return moment if is_open(clock, moment) else opening(draw, clock, moment)
    day = moment // DAY
    day += draw.place([clock.week[(day + wait) % 7 - 1] / (1 + 3 * wait) for wait in range(7)])
    return opening(draw, clock, max(second, day * DAY - 1))


def opening(draw: Draw, clock: Clock, moment: int) -> int:
    """A moment after this one on the same day, or else on the next one that the clock is open."""
    day = moment // DAY
    while True:
        found = day * DAY + draw.place(clock.hours) * HOUR + draw.whole(0, HOUR - 1)
        if found > moment and clock.week[day % 7 - 1]:
            return found
        day += 1


def is_open(clock: Clock, moment: int) -> bool:
    # Day 0 is a Sunday, and the weeks begin on Monday.
    return clock.week[moment // DAY % 7 - 1] > 0 and clock.hours[moment % DAY // HOUR] > 0


def answers(sector: Sector, found: list[Event]) -> list[Answer]:
    """What the respondents answered, in the order of time; nobody is asked twice in two weeks."""
    draw = Draw(sector.seed + 1)
    queue = []
    for event in found:
        rated = sector.touchpoints[event.touchpoint].rated
        second = event.second + draw.whole(3 * 60, 9 * HOUR)
        if rated and second < DAYS * DAY:
            queue.append((draw.random() / rated, second, event))
    asked: dict[str, list[int]] = {}
    chosen: list[tuple[int, Event]] = []
    for _, second, event in sorted(queue):
        before = asked.setdefault(event.person, [])
        if len(chosen) < sector.answers and all(abs(second - one) > 14 * DAY for one in before):
            before.append(second)
            chosen.append((second, event))
    return [judged(draw, sector, second, event) for second, event in sorted(chosen)]


def judged(draw: Draw, sector: Sector, second: int, event: Event) -> Answer:
    nps = draw.place(LIKELY[sector.touchpoints[event.touchpoint].mood])
    csat = 1 + draw.place(CSAT_GIVEN[nps])
    has_comment = draw.chance(0.86 if nps <= 6 else 0.66 if nps <= 8 else 0.74)
    ease = 1 + draw.place(EASE_GIVEN[csat])
    place = event.channel, event.touchpoint
    return Answer(event.person, second, *place, nps, csat, has_comment, ease)

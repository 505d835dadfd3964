"""Who came, by which way, and what they did. Times are whole seconds since shop.START."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from data.demo.draw import Draw
from data.demo.shop import (
    ASKS,
    BUYS,
    CARRIER_HOURS,
    CARRIER_WEEK,
    CONSIDERS,
    DAY,
    DAYS,
    DECORATORS,
    ENTRIES,
    OFFICE_HOURS,
    OFFICE_WEEK,
    ONLINE_HOURS,
    ONLINE_WEEK,
    PEOPLE,
    PRICE_WEIGHTS,
    PRICES,
    RETURNS,
    SEASON,
    SEED,
    START,
    STORE_HOURS,
    STORE_WEEK,
    WHATSAPP_KEEPS,
)

Contact = tuple[int, str, str, int | None]


class Event(NamedTuple):
    person: str
    second: int
    channel: str
    touchpoint: str
    cents: int | None
    last_of_its_kind: bool


class Journey:
    """One visit to the shop from the first contact on: a clock that moves on, and the events it saw."""

    def __init__(self, draw: Draw, second: int) -> None:
        self.draw = draw
        self.second = second
        self.contacts: list[Contact] = []

    def meet(self, channel: str, touchpoint: str, cents: int | None = None) -> None:
        """One event now; the next one of the same sitting follows after half a minute to nine minutes."""
        self.contacts.append((self.second, channel, touchpoint, cents))
        self.second += int(self.draw.long_tailed([25, 50, 80, 130, 210, 540]))

    def wait(self, days: float, week: Sequence[float], hours: Sequence[float]) -> None:
        """Move to another sitting, about so many days later, at an hour that fits it."""
        earliest = self.second
        self.second = sitting(self.draw, (earliest + int(days * DAY)) // DAY, week, hours)
        if self.second <= earliest:
            self.second = sitting(self.draw, earliest // DAY + 1, week, hours)

    def pause(self, low: int, high: int) -> None:
        """Wait for so many minutes."""
        self.second += self.draw.whole(low * 60, high * 60)


def events() -> list[Event]:
    """Every event of every person, in the order of time; people are numbered by their first event."""
    draw = Draw(SEED)
    histories = [history(draw, number < DECORATORS) for number in range(PEOPLE)]
    histories.sort()
    found = []
    for number, contacts in enumerate(histories, start=1):
        for index, (second, channel, touchpoint, cents) in enumerate(contacts):
            again = any(
                later[2] == touchpoint and later[0] - second < 8 * DAY
                for later in contacts[index + 1 :]
            )
            found.append(Event(f"C{number:05d}", second, channel, touchpoint, cents, not again))
    return sorted(found, key=lambda event: (event.second, event.person))


def history(draw: Draw, decorator: bool) -> list[Contact]:
    """One person's contacts within the nine months: a first journey and, for some, later ones."""
    entry = draw.weighted(ENTRIES)
    day = draw.place([season(day) * week_of(entry)[day % 7 - 1] for day in range(DAYS)])
    contacts: list[Contact] = []
    returns = draw.whole(5, 13) if decorator else 12
    while returns >= 0 and day < DAYS:
        seen, bought = journey(draw, entry, day, known=bool(contacts), decorator=decorator)
        contacts += seen
        returns -= 1
        if not decorator and not draw.chance(0.61 if bought else 0.45):
            break
        entry = draw.weighted(RETURNS)
        last = max(second for second, *_ in seen) // DAY
        gap = draw.long_tailed([6, 12, 20] if decorator else [8, 20, 33, 48, 70, 130])
        first = last + int(gap)
        while first < DAYS and not draw.chance(season(first) / 1.6):
            first += draw.whole(3, 9)
        week = week_of(entry)
        near = [season(first + ahead) * week[(first + ahead) % 7 - 1] for ahead in range(7)]
        day = first + draw.place(near)
    within = sorted(contact for contact in contacts if contact[0] < DAYS * DAY)
    return within or history(draw, decorator)


def season(day: int) -> float:
    """How busy the shop is on this day of the period, 1 being usual."""
    when = (START + timedelta(days=day)).date()
    return [weight for first, weight in SEASON if first <= when][-1]


def week_of(entry: str) -> Sequence[float]:
    return STORE_WEEK if entry == "store" else ONLINE_WEEK


def sitting(draw: Draw, day: int, week: Sequence[float], hours: Sequence[float]) -> int:
    """A second on this day or, where its weekday is a quiet one, perhaps on one of the next two."""
    # Day 0 is a Sunday, and the weeks above begin on Monday.
    day += draw.place(
        [1.5 * week[day % 7 - 1], 0.2 * week[(day + 1) % 7 - 1], 0.1 * week[(day + 2) % 7 - 1]]
    )
    return day * DAY + draw.place(hours) * 3_600 + draw.whole(0, 3_599)


def journey(
    draw: Draw, entry: str, day: int, *, known: bool, decorator: bool
) -> tuple[list[Contact], bool]:
    """The contacts of one journey that enters this way on this day, and whether it bought."""
    hours = STORE_HOURS if entry == "store" else ONLINE_HOURS
    way = Journey(draw, day * DAY + draw.place(hours) * 3_600 + draw.whole(0, 3_599))
    become_aware(way, entry)
    if not draw.chance(CONSIDERS[entry]):
        return way.contacts, False
    place = consider(way, entry)
    chance = BUYS[entry] * (1.15 if known else 1.0) * (1.5 if decorator else 1.0)
    if draw.chance(ASKS[entry]):
        chance *= ask(way, entry)
    if not draw.chance(chance):
        if place != "store" and draw.chance(0.33):
            way.meet(place, "cart")
        return way.contacts, False
    return way.contacts, buy(way, place, decorator=decorator)


def become_aware(way: Journey, entry: str) -> None:
    draw = way.draw
    if entry == "instagram":
        for _ in range(draw.place([0, 52, 33, 15])):
            way.meet("instagram", "instagram_ad" if draw.chance(0.55) else "instagram_post")
            if draw.chance(0.35):
                way.wait(draw.whole(1, 3), ONLINE_WEEK, ONLINE_HOURS)
        if draw.chance(0.25):
            way.meet("site", "home_page")
    elif entry == "google":
        way.meet("google", "google_search")
        if draw.chance(0.55):
            way.meet("site", "home_page")
    elif entry == "email":
        way.meet("email", "loyalty_coupon")
        way.meet("site", "home_page")
    elif entry == "direct":
        way.meet("site", "home_page")
    elif entry == "store":
        if draw.chance(0.5):
            way.meet(*draw.pick([("google", "google_search"), ("instagram", "instagram_post")]))
            way.wait(draw.whole(0, 2), STORE_WEEK, STORE_HOURS)
    elif draw.chance(0.4):
        way.meet("google", "google_search")


def consider(way: Journey, entry: str) -> str:
    """Look around; returns the channel on which the journey would buy."""
    draw = way.draw
    if entry == "store":
        way.meet("store", "store_visit")
        if draw.chance(0.22):
            way.meet("store", "catalogue")
        way.pause(4, 18)
        return "store"
    if entry == "marketplace":
        for _ in range(draw.whole(1, 3)):
            way.meet("marketplace", "product_page")
        return "marketplace"
    if draw.chance(0.55):
        way.meet("site", "catalogue")
    for _ in range(1 + draw.place([44, 29, 16, 11])):
        way.meet("site", "product_page")
    while draw.chance(0.34):
        way.wait(draw.whole(1, 4), ONLINE_WEEK, ONLINE_HOURS)
        for _ in range(draw.whole(1, 3)):
            way.meet("site", "product_page")
    if entry != "instagram" and draw.chance(0.07):
        way.wait(draw.whole(1, 4), STORE_WEEK, STORE_HOURS)
        way.meet("store", "store_visit")
        way.pause(4, 18)
        return "store"
    return "site"


def ask(way: Journey, entry: str) -> float:
    """Ask about a product; returns the share of buyers that the answer leaves."""
    draw = way.draw
    where = draw.weighted(
        {"whatsapp": 62.0, "instagram": 38.0 if entry == "instagram" else 0.0, "phone": 24.0}
        if entry == "instagram"
        else {"whatsapp": 58.0, "phone": 42.0}
    )
    if where == "phone":
        way.wait(0, OFFICE_WEEK, OFFICE_HOURS)
        way.meet("phone", "product_question")
        way.pause(3, 40)
        return 1.3
    way.meet(where, "product_question")
    if where == "instagram":
        way.pause(20, 300)
        return 0.9
    for _ in range(draw.place([45, 35, 20])):
        way.wait(1, ONLINE_WEEK, ONLINE_HOURS)
        way.meet("whatsapp", "product_question")
    way.wait(draw.whole(1, 3), ONLINE_WEEK, ONLINE_HOURS)
    if draw.chance(0.2):
        way.meet("whatsapp", "catalogue")
    return WHATSAPP_KEEPS


def buy(way: Journey, place: str, *, decorator: bool) -> bool:
    """Cart, checkout and payment, then what follows; False if the checkout was left."""
    draw = way.draw
    items = draw.whole(2, 7) if decorator else 1 + draw.place([56, 26, 12, 6])
    cents = sum(PRICES[draw.place(PRICE_WEIGHTS)] for _ in range(items))
    if place == "store":
        if way.contacts[-1][1] != "store":
            way.wait(draw.whole(0, 1), STORE_WEEK, STORE_HOURS)
        way.meet("store", "store_purchase", cents)
        follow_store(way)
        return True
    asked_on_whatsapp = way.contacts[-1][1] == "whatsapp"
    if asked_on_whatsapp and draw.chance(0.35):
        way.meet("whatsapp", "pix_payment", cents * 95 // 100)
        follow_online(way, "site", told_on="whatsapp")
        return True
    way.meet(place, "cart")
    if draw.chance(0.2):
        way.wait(draw.whole(1, 2), ONLINE_WEEK, ONLINE_HOURS)
        way.meet(place, "cart")
    way.meet(place, "checkout")
    if draw.chance(0.13):
        return False
    if draw.chance(0.58):
        way.meet(place, "pix_payment", cents * 95 // 100)
    else:
        way.meet(place, "card_payment", cents)
    follow_online(way, place, told_on="email")
    return True


def follow_online(way: Journey, place: str, *, told_on: str) -> None:
    """Confirmation, delivery and what may come after it."""
    draw = way.draw
    if draw.chance(0.82):
        way.pause(1, 9)
        way.meet(told_on, "order_confirmation")
    days = draw.long_tailed([2, 3, 4, 5, 7, 12])
    if draw.chance(0.1):
        way.wait(days / 2, ONLINE_WEEK, ONLINE_HOURS)
        way.meet(draw.pick(["site", "site", "whatsapp"]), "support_chat")
    if draw.chance(0.93):
        way.wait(days, CARRIER_WEEK, CARRIER_HOURS)
        way.meet(place, "delivery")
    after_purchase(way, place, exchange=0.08 if place == "marketplace" else 0.155)
    if draw.chance(0.6):
        way.wait(draw.whole(1, 4), ONLINE_WEEK, ONLINE_HOURS)
        way.meet("email", "satisfaction_survey")
    if draw.chance(0.16):
        way.wait(draw.whole(1, 6), ONLINE_WEEK, ONLINE_HOURS)
        way.meet("email", "loyalty_coupon")


def follow_store(way: Journey) -> None:
    draw = way.draw
    joined = draw.chance(0.3)
    if joined:
        way.meet("store", "loyalty_coupon")
    if draw.chance(0.46):
        way.wait(draw.whole(1, 6), CARRIER_WEEK, CARRIER_HOURS)
        way.meet("store", "delivery")
    after_purchase(way, "store", exchange=0.13)
    if draw.chance(0.4):
        way.wait(draw.whole(1, 4), ONLINE_WEEK, ONLINE_HOURS)
        way.meet("email", "satisfaction_survey")


def after_purchase(way: Journey, place: str, *, exchange: float) -> None:
    """Support, and exchanges: these take several contacts."""
    draw = way.draw
    if draw.chance(0.11):
        way.wait(draw.whole(1, 3), OFFICE_WEEK, OFFICE_HOURS)
        way.meet("phone", "support_call")
    if draw.chance(exchange):
        for _ in range(1 + draw.place([40, 34, 18, 8])):
            week, hours = (
                (STORE_WEEK, STORE_HOURS) if place == "store" else (ONLINE_WEEK, ONLINE_HOURS)
            )
            way.wait(draw.whole(2, 5), week, hours)
            way.meet(place, "exchange")

"""Where the case of a finding stands, on every day and as known on every day."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from ensartet.standing import NEW, RESOLVED, STATES, Event, Standing, Stretch, after, standings

DAYS = [f"2026-0{month}-01" for month in range(1, 6)]
EARLIER_AND_LATER = ["2025-12-31", *DAYS, "2026-01-15", "2026-04-30", "2027-01-01"]


def step(number: int) -> NamedNode:
    return NamedNode(f"urn:step:{number}")


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    found = []
    for number in range(draw(st.integers(0, 5))):
        state, day = draw(st.sampled_from(STATES[1:])), draw(st.sampled_from(DAYS))
        stated = draw(st.booleans())
        end = day if state == RESOLVED else None
        found.append(Event(day, draw(st.sampled_from(DAYS)), state, end, step(number) if stated else None))
    return found


def covers(stretch: Stretch, as_of: str, known_at: str) -> bool:
    return (
        stretch.known_from <= known_at
        and (stretch.known_before is None or known_at < stretch.known_before)
        and stretch.held_from <= as_of
        and (stretch.held_before is None or as_of < stretch.held_before)
    )


@given(events())
def test_on_every_day_as_known_on_every_day_it_stands_as_the_events_say(told: list[Event]) -> None:
    found = list(standings(told))
    for as_of in EARLIER_AND_LATER:
        for known_at in EARLIER_AND_LATER:
            holding = [standing for standing, stretch in found if covers(stretch, as_of, known_at)]
            said = after(event for event in told if event.day <= as_of and event.known <= known_at)
            assert holding == ([] if said.state == NEW else [said])


def test_without_a_step_nobody_has_been_asked() -> None:
    assert after([]) == Standing("new", None, ())


def test_the_latest_step_counts_and_what_has_ended_stays_ended() -> None:
    sent = Event("2026-01-01", "2026-01-01", "sent", None, step(1))
    remarked = Event("2026-02-01", "2026-03-01", "remarked", None, step(2))
    ended = Event("2026-04-01", "2026-01-01", RESOLVED, "2026-03-31")
    again = Event("2026-05-01", "2026-05-01", "sent", None, step(3))
    assert after([remarked, sent]) == Standing("remarked", None, (step(1), step(2)))
    assert after([sent, ended, again]) == Standing(RESOLVED, "2026-03-31", (step(1), step(3)))


def test_of_the_same_day_the_later_in_a_case_counts() -> None:
    states = ("raised", "sent", "remarked")
    assert after(Event("2026-01-01", "2026-01-01", state) for state in states).state == "raised"

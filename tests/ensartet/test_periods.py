import pytest

from ensartet.errors import BadValue
from ensartet.periods import parse_day, shown_date, written_out


@pytest.mark.parametrize("text", ["2026-03-01", "01-03-2026", "1-3-2026", " 1/3/2026 ", "01.03.2026"])
def test_a_day_in_either_notation(text: str) -> None:
    assert parse_day(text).isoformat() == "2026-03-01"


@pytest.mark.parametrize("text", ["2026-02-30", "31-04-2026", "2026", "marts", "2026-13-01", "0000-01-01", "٢٠٢٦"])
def test_what_is_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_day(text, "as_of")
    assert text in refused.value.detail.da
    assert refused.value.parameter == "as_of"
    assert (refused.value.exit_code, refused.value.status) == (2, 422)


def test_a_date_is_shown_as_precisely_as_its_source_gives_it() -> None:
    assert shown_date("2025-01-01", "year") == "2025"
    assert shown_date("2025-10-01", "month") == "2025-10"
    assert shown_date("2023-11-20", "not-before") == "2023-11-20"
    assert shown_date(None, "day") is None


def test_dates_in_prose() -> None:
    assert written_out("2026-05-08", "da") == "8. maj 2026"
    assert written_out("2026-05-08", "en") == "8 May 2026"
    assert written_out("2026-05", "da") == "maj 2026"
    assert written_out("2026", "en") == "2026"

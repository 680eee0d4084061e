from ensartet.lines import LineRange


def test_lines_in_words() -> None:
    assert LineRange(2, 2).in_words("da") == "2. linje"
    assert LineRange(4, None).in_words("da") == "4. linje og senere"
    assert LineRange(2, 4).in_words("da") == "2.-4. linje"
    assert LineRange(2, 4).in_words("en") == "lines 2-4"


def test_a_line_that_is_not_stated_is_neither_open_nor_closed() -> None:
    assert LineRange(None, None).is_open is None
    assert LineRange(None, None).in_words("en") is None
    assert LineRange(3, None).is_open is True
    assert LineRange(1, 1).is_open is False

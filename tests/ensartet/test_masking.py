"""Names of persons are hidden; the people here are invented."""

from ensartet.masking import masked, people_in

TEXT = """
Mødedeltagere Anna Bodil Clausen, Dorte
Eskesen (Afbud), Frede Gram-Hansen

Punkt 1: Velkomst

Overlæge Hanne Ibsen Jensen præsenterede sagen. Region Nordjylland var enig.

Afbud Dorte Eskesen
"""


def test_attendance_lists_and_titles_give_names_away() -> None:
    assert set(people_in(TEXT)) == {"Anna Bodil Clausen", "Dorte Eskesen", "Frede Gram-Hansen", "Hanne Ibsen Jensen"}


def test_names_are_masked_also_without_the_middle_one_and_places_are_not() -> None:
    shown = masked("Anna Clausen og Hanne Ibsen\nJensen fra Region Nordjylland", TEXT, "[navn]")
    assert shown == "[navn] og [navn] fra Region Nordjylland"

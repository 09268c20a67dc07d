"""Documents that held ones name and the library does not hold."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.adding.intake import Counts
from corpus.citation import say_source
from index.answers.not_held import find_all_not_held
from index.library import Library, create_library
from index.recurrence.not_held import Unheld, find_unheld

TEXT = """\
Inspection of children's services in Wexmere

Published: 4 March 2022

Summary

At the last inspection, in July 2019, services were judged inadequate by inspectors.

1. Ofsted's report of its inspection in June 2017 found that visits were late.

2. Leaders acted on the peer review in October 2018. The LGA peer challenge in May 2020 was kinder.

3. A monitoring visit took place in March 2021. Its letter will not be made public.
"""


@pytest.fixture
def plain(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> Iterator[list[Unheld]]:
    """What one text, which has no pages, names."""
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    with create_library(
        tmp_path / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [tmp_path / "report.txt"], "Wexmere")
        yield find_unheld(library.db, "Wexmere")


def test_documents_named_and_not_held_are_told_with_where(sample_library: Library) -> None:
    """Each with a document and page that name it; none that is held."""
    unheld = find_unheld(sample_library.db, "Wexmere")
    assert unheld
    assert all(document.named and document.named[0].page for document in unheld)
    whens = {(document.kind, document.when[:7]) for document in unheld}
    assert ("inspection_report", "2019-09") not in whens
    assert ("inspection_report", "2011-01") in whens


def test_each_document_that_names_it_is_told_once(sample_library: Library) -> None:
    """With the words that name it."""
    for unheld in find_unheld(sample_library.db, "Wexmere"):
        documents = [citation.document for citation in unheld.named]
        assert len(set(documents)) == len(documents)
        assert all(citation.quote for citation in unheld.named)


def test_a_text_that_names_it_has_no_page(plain: list[Unheld]) -> None:
    """It is told by section or paragraph."""
    assert plain
    for unheld in plain:
        for citation in unheld.named:
            assert "page" not in say_source(citation)
            assert say_source(citation) != citation.title


def test_a_visit_and_its_letter_are_one_document(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> None:
    """Named by the month of the visit and by that of the letter it is told once."""
    text = """\
Inspection of children's services in Wexmere

Published: 4 March 2022

1. A focused visit in May 2018 found that thresholds were not well understood.

2. Leaders have since acted on the letter about the focused visit published in July 2018.
"""
    (tmp_path / "visits.txt").write_text(text, "utf-8")
    with create_library(
        tmp_path / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [tmp_path / "visits.txt"], "Wexmere")
        (unheld,) = find_unheld(library.db, "Wexmere")
    assert (unheld.kind, unheld.when) == ("focused_visit", "2018-05")


def test_of_a_peer_review_only_a_named_author_is_told(plain: list[Unheld]) -> None:
    """Peers may come from anywhere."""
    reviews = {each.when: each.what for each in plain if each.kind == "peer_review"}
    assert reviews == {
        "2018-10": "Report of a peer review",
        "2020-05": "Report of a peer review by the Local Government Association",
    }


def test_other_inspectors_and_years_alone_are_told(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> None:
    """The police's inspectors are not Ofsted; a year is told where no month of it is named."""
    text = """\
Inspection of children's services in Wexmere

Published: 4 March 2022

1. An inspection in September 2014 of the police by Her Majesty's Inspectorate of Constabulary \
found that visits were late.

2. This is better than at the focused visit in 2020. Leaders acted on the inspection in 2014.

3. Plans are clearer than at the inspection in 2022.
"""
    (tmp_path / "report.txt").write_text(text, "utf-8")
    with create_library(
        tmp_path / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [tmp_path / "report.txt"], "Wexmere")
        told = [each.title for each in find_all_not_held(library, "Wexmere")]
    assert "Inspection report by HM Inspectorate of Constabulary, September 2014" in told
    assert "Letter about a focused visit by Ofsted, 2020" in told
    assert not [each for each in told if each.endswith((", 2014", ", 2022"))]


def test_what_will_not_be_public_is_not_missed(plain: list[Unheld]) -> None:
    """There is nothing to look for."""
    assert "monitoring_visit" not in {each.kind for each in plain}


def test_further_visits_are_named_where_only_the_first_stays_private(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> None:
    """Each by its first day, and told as planned where the paper came before it."""
    text = """\
Cabinet report of Wexmere Council: children's services

Published: 4 March 2022

1. The first monitoring visit by Ofsted will be on 12 and 13 April 2022. Its letter will not be \
made public, but the letters of further visits, set for 6 and 7 July 2022 and 1 November 2022, will.

2. An Ofsted monitoring visit took place in May 2021. Officers went on subsequent visits to homes.

3. The next visit to the park is in August 2022.
"""
    (tmp_path / "visits.txt").write_text(text, "utf-8")
    with create_library(
        tmp_path / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [tmp_path / "visits.txt"], "Wexmere")
        unheld = find_unheld(library.db, "Wexmere")
        planned = [each for each in find_all_not_held(library, "Wexmere") if "planned" in each.why]
    visits = [each for each in unheld if each.kind == "monitoring_visit"]
    assert [each.when for each in visits] == ["2021-05", "2022-07-06", "2022-11-01"]
    assert [each.is_planned for each in visits] == [False, True, True]
    assert len(planned) == 2


def test_what_is_awaited_is_told_as_that_and_whose_it_is_only_as_named(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> None:
    """By the words that name it, or the sentence after them."""
    text = """\
Inspection of children's services in Wexmere

Published: 4 March 2022

1. An area SEND inspection took place in January 2022. Its report is awaited.

2. A joint targeted area inspection in May 2019 looked at neglect.

3. An area SEND inspection by Ofsted and the CQC took place in June 2018.
"""
    (tmp_path / "report.txt").write_text(text, "utf-8")
    with create_library(
        tmp_path / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [tmp_path / "report.txt"], "Wexmere")
        told = {each.when: each for each in find_unheld(library.db, "Wexmere")}
        page = {each.title: each.why for each in find_all_not_held(library, "Wexmere")}
    whats = {when: (each.what, each.is_awaited) for when, each in told.items()}
    assert whats == {
        "2018-06": (
            "Report on an area SEND inspection by Ofsted and the Care Quality Commission",
            False,
        ),
        "2019-05": ("Letter about a joint targeted area inspection", False),
        "2022-01": ("Report on an area SEND inspection", True),
    }
    assert page["Report on an area SEND inspection, January 2022"].startswith("awaited, as told in")

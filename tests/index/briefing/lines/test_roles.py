"""Who brings a paper, by role."""

from index.briefing.lines.roles import (
    find_roles,
    name_role,
    names_person,
    say_roles,
    without_gone,
)

HEAD = """\
CHILDREN’S OVERVIEW AND SCRUTINY COMMITTEE

3 JUNE 2022

Portfolio Holder: Councillor Ann Lee, Portfolio Holder for Children’s Services
Report from: Dr Jo Ash-Field, Director of People and Deputy Chief
Executive
Authors:
Sam Oak, Assistant Director, Children’s Social Care
Kit Elm, Head of Improvement

Summary

Author: Robin Birch, Head of Nothing, is named in the text.
"""


def test_those_who_bring_a_paper_are_named_by_role_only() -> None:
    """In the order printed; a role over two lines is one, and one with a comma is whole."""
    assert find_roles(HEAD.split("Summary")[0]) == (
        "Portfolio Holder for Children’s Services",
        "Director of People and Deputy Chief Executive",
        "Assistant Director, Children’s Social Care",
        "Head of Improvement",
    )


def test_a_head_without_roles_names_nobody() -> None:
    """A person's name alone is not told."""
    assert find_roles("Report from: Robin Birch\n\nSummary\n\nText.") == ()
    assert find_roles("") == ()


def test_a_name_is_no_role() -> None:
    """What stands before the role is left out."""
    assert name_role("Robin Birch, Head of Service") == "Head of Service"
    assert name_role("Robin Birch") == ""


def test_what_follows_a_role_in_its_line_is_no_part_of_it() -> None:
    """A telephone number, the next entry of the head, a marking of the paper."""
    assert name_role("Strategic Lead, Safeguarding, tel. 01632 960114") == (
        "Strategic Lead, Safeguarding"
    )
    assert name_role("Head of Inclusion and Access Classification: Open") == (
        "Head of Inclusion and Access"
    )
    assert name_role("Head of Performance For information Contents") == "Head of Performance"


def test_a_label_may_stand_on_a_line_of_its_own() -> None:
    """As a table has it; or the role follows "Report by the", and the council is left out."""
    table = "Report of\nExecutive Director, Children\nAuthor\nService Manager, Care\nExempt\nNo\n"
    assert find_roles(table) == ("Executive Director, Children", "Service Manager, Care")
    prose = "Report by the Strategic Director for Children, Wexmere County Council\nSummary\n"
    assert find_roles(prose) == ("Strategic Director for Children",)


def test_a_heading_is_no_part_of_a_role() -> None:
    """Nor the next entry of the head, nor what leads to a number."""
    head = (
        "Relevant Cabinet Member(s): Cabinet Member for Children Wards Affected: All\n"
        "Report of the Director of Children and Families\n\nEXECUTIVE SUMMARY\n"
    )
    assert find_roles(head) == ("Cabinet Member for Children", "Director of Children and Families")
    assert name_role("Committee Services Officer on Telephone: 01632 960114") == ""


def test_a_report_may_be_of_a_role_without_more() -> None:
    """And be prepared by another."""
    head = "Report of Executive Director (Children)\nTo: Panel\nReport prepared by: Head of Care\n"
    assert find_roles(head) == ("Executive Director (Children)", "Head of Care")


def test_words_with_a_persons_name_are_known() -> None:
    """A council's name is none, nor a post alone."""
    assert names_person("The board is chaired by Robin Birch, Head of Care elsewhere.")
    assert not names_person("The board is chaired by the Director, Children.")
    assert not names_person("Work with Wexmere, Harrowmere and the Head of Care went on.")


def test_a_post_is_named_once() -> None:
    """In more words or fewer, by the paper and by a plan."""
    own = ("Director of People – Children and Adults Services", "Head of Care")
    named = "Director of People (named in the plan of May 2021)"
    assert say_roles(own, named, "Head of Audit") == "; ".join((*own, "Head of Audit"))
    assert say_roles(("Director of Housing",), "Director") == "Director of Housing; Director"


def test_who_has_left_does_not_answer() -> None:
    """By the paper's words; an interim does where there is one, and to leave a room is no end."""
    roles = ("Director of Children’s Services",)
    left = "The Director of Children's Services left in May."
    assert without_gone(roles, left) == ()
    filled = f"{left} An interim director has been appointed."
    assert without_gone(roles, filled) == ("Interim Director of Children’s Services",)
    assert without_gone(roles, left.replace("in May", "the meeting")) == roles
    assert without_gone(roles, f"The Assistant {left[4:]}") == roles

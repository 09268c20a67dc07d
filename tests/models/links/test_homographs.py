"""Words in another sense: told apart by what stands beside them and how they end."""

import pytest

from models.links.homographs import has_other_sense


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("missing children", "Chances were missed for children to come into care sooner."),
        ("children who go missing", "Key dates are missing from children's plans."),
        ("missing children", "Details of health needs are out of date, incomplete or missing."),
        ("children missing from care", "More children are missing education than last year."),
        ("missing children", "Plans miss opportunities to hear from the school."),
        ("Prevent", "Family workers prevent small worries growing."),
        ("prevent", "Prevention comes too late, which prevents good outcomes."),
        ("Prevent duty", "Prevent needless moves."),
        ("permanence planning", "There was little permanence among the senior managers."),
        ("permanence", "The council has appointed a permanent head of service."),
        ("permanency", "Few permanent social workers stay, and permanent exclusions rose."),
        ("children's rights", "Children have the right help at the right time."),
        ("placement stability", "The stability of school placements is a concern."),
        ("agency workers", "Multi-agency meetings help agencies and key workers to plan."),
        ("staff leaving", "Leaving care workers ring their young people often."),
        ("social workers leaving", "Social workers help those who have left care."),
        ("young carers", "Young people and their foster carers were asked."),
        ("young carers", "Every foster carer is reviewed once a year."),
        ("poverty", "Two children are deprived of their liberty."),
        ("agency social workers", "Plans name what keeps a child safe in the interim period."),
        (
            "temporary staff",
            "An interim director came in spring, and more posts are held by interims.",
        ),
        ("housing of care leavers", "One child lives in secure accommodation."),
        ("adoption", "The approach adopted by the new leaders is open."),
        ("adopters", "The council has adopted a new model of practice."),
        ("quality of assessments", "Caseloads in the assessment and safeguarding teams are high."),
        ("assessment", "Staff leave the assessment service too soon."),
        ("supervision of staff", "Supervising social workers visit foster homes each month."),
        ("supervision", "Supervised contact with parents is arranged well."),
    ],
)
def test_a_word_in_another_sense_is_another_word(words: str, text: str) -> None:
    """Where every place of it has that sense."""
    assert has_other_sense(words, (), text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("missing children", "Signs were missed when children went missing."),
        ("Prevent", "Staff know the Prevent duty and prevent harm."),
        ("permanence", "A permanent foster home was found for each child."),
        ("permanence planning", "Permanency plans are late for want of permanent staff."),
        ("permanence", "Permanent placements and staff matter to children."),
        ("permanence", "Permanent homes were found by social workers."),
        ("permanent staff", "The council has few permanent staff."),
        ("permanent exclusions", "Permanent exclusions have risen."),
        ("placement stability", "School placements change when foster placements break down."),
        ("children's rights", "Children know their rights, and get the right help."),
        ("rights", "Young people have a right to advocacy."),
        ("caseloads", "Visits were missed."),
        ("missing children", "Data are shared when children are missing."),
        ("children missing from care", "Some are missing from school and from care."),
        ("missing children", "Children missing from education, or care, are tracked."),
        ("missing children", "Those missing education (CME), home or care are well known."),
        ("missing children", "Children missing education are seen. Return interviews are held."),
        ("missing from home, care or education", "Children missing education are not tracked."),
        ("missing children", "Children are largely missing from care for short periods."),
        ("children missing education", "More children are missing education than last year."),
        ("adoption", "Children who are adopted do well, and the plan was adopted."),
        ("adoption", "The plan for adoption is made early."),
        ("assessments", "The assessment team writes good assessments."),
        ("assessment teams", "Caseloads in the assessment teams are high."),
        ("supervision", "Managers supervise every social worker."),
        ("supervision", "Supervising social workers have supervision each month."),
        ("agency workers", "Agency social workers are few; all agencies say so."),
        ("agency social workers", "Interim workers hold many cases."),
        ("agency social workers", "Interim posts are held by agency staff."),
        ("interim managers", "An interim director came in spring."),
        ("multi-agency working", "Agencies meet each month."),
        ("staff leaving", "Staff leave too soon, in the leaving care team too."),
        ("care leavers", "Workers help young people leaving care."),
        ("young carers", "Young people and young carers have a club."),
        ("young carers", "The young people who are carers have a club."),
        ("poverty", "Families live in deprived streets."),
        ("secure accommodation", "One child lives in secure accommodation."),
    ],
)
def test_a_word_in_its_own_sense_is_not(words: str, text: str) -> None:
    """Nor one that was typed in the other sense, nor words without two."""
    assert not has_other_sense(words, (), text)


def test_another_name_stands_for_the_thing_itself() -> None:
    """However the word stands beside it."""
    text = "Return interviews are held; two were missed."
    assert not has_other_sense("missing children", ("return interviews",), text)

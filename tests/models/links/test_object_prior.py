"""Shares of judged pairs by the objects that they name."""

from models.links.ask_text import AskText, ParsedAsk, parse_ask
from models.links.object_prior import ObjectPrior, facts_to_prior, prior_to_facts


def read(text: str) -> ParsedAsk:
    """An ask of these words, read."""
    return parse_ask(AskText("x", text))


SUPERVISION, AUDIT, ASSURANCE = read("Supervision"), read("Audits"), read("Quality assurance")


def test_unseen_objects_start_from_what_is_usual() -> None:
    """Nothing counted, little believed."""
    (shared,), across = ObjectPrior().rates(AUDIT, AUDIT)
    assert 0 < shared.same < shared.related < 0.1
    assert across == []


def test_what_readers_called_the_same_is_believed_the_more_the_oftener() -> None:
    """Three pairs say more than one."""
    once = ObjectPrior.counted([(SUPERVISION, SUPERVISION, 2)])
    thrice = ObjectPrior.counted([(SUPERVISION, SUPERVISION, 2)] * 3)
    rates = [
        prior.rates(SUPERVISION, SUPERVISION)[0][0].same for prior in (ObjectPrior(), once, thrice)
    ]
    assert rates[0] < rates[1] < rates[2]


def test_objects_that_differ_are_counted_in_the_order_of_the_asks() -> None:
    """Audit then quality assurance is counted apart from the other way round."""
    prior = ObjectPrior.counted([(AUDIT, ASSURANCE, 2)])
    _, (forward,) = prior.rates(AUDIT, ASSURANCE)
    _, (backward,) = prior.rates(ASSURANCE, AUDIT)
    assert forward.same > backward.same


def test_a_council_s_own_pairs_can_be_taken_out() -> None:
    """What is left is what the others teach."""
    own, others = [(AUDIT, AUDIT, 2)], [(AUDIT, ASSURANCE, 1)]
    left = ObjectPrior.counted([*own, *others]).without(ObjectPrior.counted(own))
    alone = ObjectPrior.counted(others)
    assert left.rates(AUDIT, AUDIT) == alone.rates(AUDIT, AUDIT)
    assert left.rates(AUDIT, ASSURANCE) == alone.rates(AUDIT, ASSURANCE)


def test_saved_counts_read_back_the_same() -> None:
    """As plain lists and back."""
    prior = ObjectPrior.counted([(AUDIT, ASSURANCE, 1), (AUDIT, AUDIT, 2)])
    again = facts_to_prior(prior_to_facts(prior, least_pairs=1))
    assert again.rates(AUDIT, ASSURANCE) == prior.rates(AUDIT, ASSURANCE)
    assert again.rates(AUDIT, AUDIT) == prior.rates(AUDIT, AUDIT)

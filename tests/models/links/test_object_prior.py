"""What judged pairs teach of objects."""

from models.links.ask_text import AskText, Reading, read_ask
from models.links.object_prior import Bonds, bonds_to_facts, facts_to_bonds


def read(text: str) -> Reading:
    """An ask of these words, read."""
    return read_ask(AskText("x", text))


SUPERVISION, AUDIT, ASSURANCE = read("Supervision"), read("Audits"), read("Quality assurance")


def test_unseen_objects_start_from_what_is_usual() -> None:
    """Nothing counted, little believed."""
    (shared,), across = Bonds().rates(AUDIT, AUDIT)
    assert 0 < shared.same < shared.related < 0.1
    assert across == []


def test_what_readers_called_the_same_is_believed_the_more_the_oftener() -> None:
    """Three pairs say more than one."""
    once = Bonds.counted([(SUPERVISION, SUPERVISION, 2)])
    thrice = Bonds.counted([(SUPERVISION, SUPERVISION, 2)] * 3)
    rates = [bonds.rates(SUPERVISION, SUPERVISION)[0][0].same for bonds in (Bonds(), once, thrice)]
    assert rates[0] < rates[1] < rates[2]


def test_objects_that_differ_have_a_bond_in_the_order_of_the_asks() -> None:
    """Audit then quality assurance is another bond than the other way round."""
    bonds = Bonds.counted([(AUDIT, ASSURANCE, 2)])
    _, (forward,) = bonds.rates(AUDIT, ASSURANCE)
    _, (backward,) = bonds.rates(ASSURANCE, AUDIT)
    assert forward.same > backward.same


def test_a_council_s_own_pairs_can_be_taken_out() -> None:
    """What is left is what the others teach."""
    own, others = [(AUDIT, AUDIT, 2)], [(AUDIT, ASSURANCE, 1)]
    left = Bonds.counted([*own, *others]).without(Bonds.counted(own))
    alone = Bonds.counted(others)
    assert left.rates(AUDIT, AUDIT) == alone.rates(AUDIT, AUDIT)
    assert left.rates(AUDIT, ASSURANCE) == alone.rates(AUDIT, ASSURANCE)


def test_saved_bonds_read_back_the_same() -> None:
    """As plain lists and back."""
    bonds = Bonds.counted([(AUDIT, ASSURANCE, 1), (AUDIT, AUDIT, 2)])
    again = facts_to_bonds(bonds_to_facts(bonds, least_pairs=1))
    assert again.rates(AUDIT, ASSURANCE) == bonds.rates(AUDIT, ASSURANCE)
    assert again.rates(AUDIT, AUDIT) == bonds.rates(AUDIT, AUDIT)

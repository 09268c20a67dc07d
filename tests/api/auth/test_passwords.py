"""Which new passwords will do."""

import random
import string
from pathlib import Path

import pytest

from api.auth.passwords import check_new_password, is_common
from corpus.errors import LibraryError, QueryError

COMMON = [
    "password1234",
    "passwordpassword",
    "P@ssw0rd2024!",
    "Passw0rd!Passw0rd!",
    "123456789012",
    "000000000000",
    "qwertyuiop123",
    "qwertyqwerty",
    "1qaz2wsx3edc",
    "1q2w3e4r5t6y",
    "iloveyou1234",
    "administrator",
    "letmein12345",
    "welcome123456",
    "football1234567",
    "princess123456",
    "Summer2024!!!!",
    "liverpoolfc2023",
    "manchesterunited",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "abc123abc123",
    "zaq12wsxcde34",
    "sunshine2026!",
    "monkeydragon1",
    "childrensservices",
    "MedwayCouncil1!",
    "Throughline2026!",
    "ofstedinspection",
    "correcthorsebatterystaple",
]
FIT = (
    "three random words",
    "kettle orbit plum",
    "lanterns over Wexmere",
    "the quick brown fox",
    "Xk9#mQ2$vL7p",
    "k7#4-92$81_3",
    "llanfairpwllgwyngyll",
)


@pytest.mark.parametrize("password", COMMON)
def test_a_common_password_is_told(password: str) -> None:
    """Words that many use, with digits and signs round them, and rows of keys."""
    assert is_common(password)
    with pytest.raises(QueryError, match="Three random words"):
        check_new_password(password, "Chair")


@pytest.mark.parametrize("password", FIT)
def test_other_passwords_will_do(password: str) -> None:
    """No kind of character is asked for."""
    check_new_password(password, "Chair")


def test_a_password_is_not_made_of_its_owners_name() -> None:
    """Nor of a part of it."""
    assert is_common("Llewelyn2026!", "Llewelyn ap Iorwerth")
    assert not is_common("llewelyn kettle orbit", "Llewelyn ap Iorwerth")


def test_random_passwords_are_hardly_ever_refused() -> None:
    """Of twelve letters or of all kinds of characters."""
    chance = random.Random(13)
    for alphabet in (string.ascii_lowercase, string.printable[:94]):
        made = ["".join(chance.choices(alphabet, k=12)) for _ in range(300)]
        assert sum(map(is_common, made)) == 0


def test_far_more_than_three_thousand_are_refused() -> None:
    """As many as ASVS asks for: of each listed word of seven letters, with the usual ends."""
    text = Path("api/auth/common_words.txt").read_text("utf-8").splitlines()
    words = {word for line in text if line[:1] != "#" for word in line.split() if len(word) >= 7}
    ends = ("12345", "123456!", "2025!", "!!!!!", "99999", "@2024")
    made = {f"{form}{end}" for word in words for form in (word, word.title()) for end in ends}
    assert len({password for password in made if len(password) >= 12}) > 3000
    chance = random.Random(13)
    assert all(is_common(password) for password in chance.sample(sorted(made), 150))


def test_what_the_operator_lists_is_refused(tmp_path: Path) -> None:
    """Line by line; without the file no password is taken."""
    listed = tmp_path / "breached.txt"
    listed.write_text("kettle orbit plum\r\nlanterns over Wexmere\n", "utf-8")
    check_new_password("kettle orbit plums", "Chair", listed)
    for password in ("kettle orbit plum", "lanterns over Wexmere"):
        with pytest.raises(QueryError, match="stolen elsewhere"):
            check_new_password(password, "Chair", listed)
    with pytest.raises(LibraryError, match="THROUGHLINE_REFUSED_PASSWORDS"):
        check_new_password("kettle orbit plums", "Chair", tmp_path / "absent.txt")


def test_the_longest_password_is_read_at_once() -> None:
    """What is cut in all ways takes pieces in proportion to its length."""
    check_new_password("x1" * 50 + "kettle orbit plum", "Chair")

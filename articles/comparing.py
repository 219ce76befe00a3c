"""Tell in what two texts differ, word by word."""

from difflib import SequenceMatcher

# Words of a text that are compared one by one; beyond it all of them are one change, so
# that no text costs more than a moment.
LONGEST = 2_000


def words_apart(before: str, after: str) -> list[tuple[str, str, str]]:
    """Return the runs of words of two texts: what both say, what went, what came."""
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > LONGEST:
        return [("", before, after)]
    runs = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        (" ".join(old[a:b]), "", "")
        if tag == "equal"
        else ("", " ".join(old[a:b]), " ".join(new[c:d]))
        for tag, a, b, c, d in runs
    ]


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in white space alone, as a form's line ends do."""
    return one.split() == other.split()

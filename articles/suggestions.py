"""Suggest topics from the names in a story; none is ever applied by itself."""

import re
from collections import Counter
from collections.abc import Iterator

from articles import html
from articles.models import Article, Topic
from articles.models.topics import topic_key

MOST = 12  # suggestions for one story
PHRASE = 5  # words: no topic of news is longer
KEYS = 6000  # phrases looked up at once, about those of 1,500 words
WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?|[.!?…:;,()\[\]\"“”„«»]|--|—|–|\n")
STOPS = set('.!?…:\n“"„«(') | {"—", "–", "--"}
# Words that join the parts of one name, as in “Republic of Korea”.
JOINING = {"of", "de", "da", "di", "del", "du", "la", "van", "von", "der", "bin", "al"}
DATES = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "jan", "feb", "aug", "sept", "oct",
    "nov", "dec",
}  # fmt: skip
TITLES = {
    "president", "minister", "prime", "chancellor", "secretary", "senator", "governor",
    "mayor", "king", "queen", "prince", "princess", "pope", "sir", "lord", "lady", "dr",
    "mr", "mrs", "ms", "gen", "general", "col", "colonel", "sen", "rep", "gov", "prof",
    "professor", "judge", "justice", "captain", "sergeant", "chairman", "chair",
    "spokesman", "spokeswoman", "spokesperson", "director", "chief", "foreign",
    "representative", "ambassador",
}  # fmt: skip
# Words that open sentences and are no names, whatever their first letter.
OPENERS = {
    "a", "an", "the", "in", "on", "at", "by", "for", "from", "to", "with", "of", "as",
    "and", "but", "or", "nor", "so", "yet", "if", "when", "while", "after", "before",
    "since", "until", "although", "though", "because", "however", "meanwhile", "still",
    "he", "she", "it", "they", "we", "i", "you", "his", "her", "its", "their", "our",
    "my", "your", "this", "that", "these", "those", "there", "here", "what", "who",
    "where", "why", "how", "which", "no", "not", "all", "some", "many", "most", "more",
    "one", "two", "three", "both", "each", "every", "any", "another", "other", "even",
    "only", "also", "then", "now", "last", "next", "under", "over", "about", "against",
    "among", "during", "according", "earlier", "later", "officials", "police", "yes",
}  # fmt: skip


def candidates(text: str) -> list[str]:
    """Return the proper names that occur twice or more in a text, most often first.

    A name is a run of words in capitals; a capital that only ever opens a sentence
    proves nothing. A surname alone counts for the full name it belongs to. Days,
    months and titles are no names.
    """
    counts: Counter[str] = Counter()
    sure: set[str] = set()
    for words, opens_a_sentence in _runs(text):
        if name := _name(words):
            counts[name] += 1
            if not opens_a_sentence or " " in name or _is_acronym(name):
                sure.add(name)
    counts = _with_surnames(counts, sure)
    return [name for name, count in counts.most_common() if count > 1 and name in sure]


def suggest_topics(article: Article) -> list[tuple[str, Topic | None]]:
    """Return at most twelve names a story may be filed under, in two queries.

    First the topics there are already that its words name, most often first; then names
    it repeats that are no topic yet, each with None. Topics it has are left out.
    """
    text = "\n".join([article.headline, article.standfirst, html.to_text(article.body)])
    phrases = _phrases(text)
    filed = {topic.key for topic in article.tags.all()} if article.pk else set()
    topics = {topic.key: topic for topic in Topic.objects.filter(key__in=phrases)}
    known = sorted(topics.values(), key=lambda topic: (-phrases[topic.key], topic.name))
    found = [(topic.name, topic) for topic in known if topic.key not in filed]
    new = [
        name
        for name in candidates(text)
        if topic_key(name) not in topics.keys() | filed
    ]
    return [*found, *((name, None) for name in new)][:MOST]


def _runs(text: str) -> Iterator[tuple[list[str], bool]]:
    """Yield each run of words in capitals, and whether it opens a sentence."""
    run: list[str] = []
    opens, opened = True, True
    for token in [*WORD.findall(text), "\n"]:
        joins = run and token in JOINING
        if joins or token[0].isupper():
            if not run:
                opened = opens
            run.append(token)
        elif run:
            yield run, opened
            run = []
        opens = token in STOPS or _ends_a_sentence(token)
        if opens and run:
            yield run, opened
            run = []


def _ends_a_sentence(token):
    """Whether a full stop ends more than the word: not in “U.S.”, “Gen.” or “J.”."""
    word = token[:-1]
    if not token.endswith(".") or "." in word or len(word) == 1:
        return False
    return word.lower() not in TITLES | DATES | {"st", "no", "inc", "co", "ltd", "jr"}


def _name(words):
    """Return a run without the words around a name: openers, titles, dates, “of”."""
    words = [_bare(word) for word in words]
    while words and words[0].lower().strip(".") in OPENERS | TITLES | DATES | JOINING:
        words = words[1:]
    while words and words[-1].lower().strip(".") in JOINING | DATES | TITLES:
        words = words[:-1]
    name = " ".join(words[:PHRASE])
    return name if len(name) > 2 or _is_acronym(name) else ""


def _bare(word):
    """Return a word without a possessive, and without the stop of a sentence."""
    word = re.sub(r"['’]s$|['’]$", "", word.rstrip(".") if _ends(word) else word)
    return re.sub(r"['’]s$", "", word)


def _ends(word):
    return word.endswith(".") and word.count(".") == 1


def _is_acronym(name):
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isalpha()


def _with_surnames(counts, sure):
    """Count a last name alone for the one full name that ends with it."""
    full = [name for name in counts if " " in name and name in sure]
    for name in [name for name in counts if " " not in name]:
        owners = [other for other in full if other.rpartition(" ")[2] == name]
        if len(owners) == 1:
            counts[owners[0]] += counts.pop(name)
    return counts


def _phrases(text):
    """Count the phrases of a text, by the key that a topic of that name has."""
    found: Counter[str] = Counter()
    for sentence in re.split(r"[.!?;:()\"“”\n]\s|\n", text):
        words = [word.strip(".,'’") for word in re.findall(r"[\w.'’&-]+", sentence)]
        words = [re.sub(r"['’]s?$", "", word) for word in words if word]
        for start in range(len(words)):
            # Long phrases in small letters are no topics; names may be longer.
            longest = PHRASE if words[start][:1].isupper() else 3
            for end in range(start + 1, min(start + longest, len(words)) + 1):
                found[topic_key(" ".join(words[start:end]))] += 1
                if len(found) >= KEYS:
                    return found
    return found

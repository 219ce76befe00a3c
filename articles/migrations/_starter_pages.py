"""What the standing pages say before an editor writes them.

A page that says what the software does is on the site. A page on which the owner must
decide is a draft: readers cannot open it, and it asks what it has to answer.
"""

ON_SITE = {
    "corrections_policy": {
        "slug": "corrections-policy",
        "title": "How errors are corrected",
        "footer": "standards",
        "position": 30,
        "standfirst": "What was wrong is put right where it stood, and said so, with its date.",
        "body": """
<h2>Where a correction stands</h2>
<p>When a published story was wrong, it is put right, and a dated note under it says what was wrong and what is right. Every such note is also listed, newest first, on the page <a href="/corrections/">Corrections</a>. None is taken away later.</p>
<p>A correction is an error of ours. A clarification makes plain what could be misread. An editor’s note tells something about how the story came to be. The note says which it is.</p>
<h2>When a story changes</h2>
<p>A story says when it was published. It says “Updated” only after a change to what it says; a mended comma does not count. Each version of a story is kept.</p>
<h2>When a story is taken away</h2>
<p>Its address does not vanish. It says that the story was withdrawn and, where the editors may say so, why. Links, lists and feeds drop it at once.</p>
""",
    },
    "ai": {
        "slug": "ai",
        "title": "Use of AI",
        "footer": "standards",
        "position": 80,
        "standfirst": "How a reader can tell what a camera took from what a machine made.",
        "body": """
<h2>Pictures</h2>
<p>A picture that was made with generative AI, altered with it, or has synthetic parts says so wherever it is shown: in its caption, or on the picture itself where no caption stands. What a program computed without AI, such as a map or a simulation, is named too.</p>
<p>The label follows the standard of the International Press Telecommunications Council, Digital Source Type. It is read from the picture’s file when it arrives, can be set by our editors, and stays in the copies that leave this site, so that others can read it.</p>
<p>A picture without such a label is one that our editors take for a photograph.</p>
""",
    },
    "licensing": {
        "slug": "licensing",
        "title": "Licensing and picture rights",
        "footer": "paper",
        "position": 60,
        "standfirst": "Whose the words and pictures are, and what may be done with them.",
        "body": """
<p>The rights in a story belong to this paper or to the agency that it credits; the rights in a picture belong to whom its credit names. Nothing here may be published elsewhere without leave, beyond what the law allows, such as quoting.</p>
<h2>Pictures</h2>
<p>Every picture carries a credit. Where its makers have put it under a Creative Commons licence, the credit names the licence and links to it; then it may be used as that licence says.</p>
<p>We keep with each picture how long and where it may be shown. When that right ends, the picture leaves this site, on the minute.</p>
<h2>Feeds</h2>
<p>Our feeds are there for readers to read. They are no licence to publish what is in them.</p>
""",
    },
    "privacy": {
        "slug": "privacy",
        "title": "Privacy",
        "footer": "fine",
        "position": 10,
        "standfirst": "No cookies, no trackers, no account: what this site knows about you, which is next to nothing.",
        "body": """
<h2>No cookies</h2>
<p>Reading this site sets no cookie, so no banner asks you about any. If you choose the dark or the light theme, or another text size, your browser keeps that choice for itself; it is not sent to us.</p>
<h2>Nobody else is told</h2>
<p>Everything on a page, its type and pictures among it, comes from this site. No advertising network, no statistics service and no social network is told that you are here.</p>
<p>A video of another site is shown as a line of text first. Only when you press its button is it loaded, and the button says from where. Links lead to other sites, which have rules of their own.</p>
<h2>How the most read list is counted</h2>
<p>When a story has been in front of you for a few seconds, your browser sends one thing: the number of the story. So that one reader counts once a day, the server makes a code out of your network address, the name your browser gives itself and the story, mixed with a random key that is made anew each day. Codes and key lie in short-term memory only and are gone the next day. Neither your address nor your browser is written down to count. What stays is a sum: this story, these ten minutes, so many reads. Sums are deleted after 35 days.</p>
<h2>Search</h2>
<p>What you search for is answered and not kept by the search.</p>
""",
    },
    "accessibility": {
        "slug": "accessibility",
        "title": "Accessibility",
        "footer": "fine",
        "position": 20,
        "standfirst": "How this site is built so that everybody can read it.",
        "body": """
<p>The pages are built to the Web Content Accessibility Guidelines 2.2, level AA.</p>
<ul>
<li>Everything can be reached and used with the keyboard alone; the first stop leads past the navigation.</li>
<li>Text keeps a contrast of at least 4.5 to 1, in the light theme and in the dark one, and can be enlarged to 200 per cent without loss. Stories have a text size of their own.</li>
<li>A photograph is not published before somebody has described it in words for those who cannot see it, or has decided that it is decoration alone.</li>
<li>Nothing moves or plays by itself. Whoever asks their system for less motion gets none.</li>
<li>All of it works without JavaScript.</li>
</ul>
<p>Videos of other sites, which open only when you ask for them, are as accessible as those sites make them.</p>
""",
    },
}

DRAFTS = {
    "about": (
        "about", "About us", "paper", 10,
        "What is this paper, since when, and for whom?",
        ["When was it founded, and by whom?", "Whom does it serve, and where?", "What does a reader find here and nowhere else?"],
    ),
    "contact": (
        "contact", "Contact", "paper", 40,
        "How does a reader reach a person here?",
        ["Address, telephone and e-mail of the newsroom, and when somebody answers.", "Where to send a tip, and how to do so safely.", "Who answers for the content by law, with a postal address."],
    ),
    "standards": (
        "standards", "Editorial standards", "standards", 10,
        "What do the editors hold themselves to?",
        ["Which code do you follow, your own or a press council’s?", "How is news kept apart from opinion and from advertising?", "To whom can a reader complain who gets no answer?"],
    ),
    "ethics": (
        "ethics", "Ethics", "standards", 20,
        "What may nobody here do?",
        ["Gifts, travel and favours: what is accepted?", "Conflicts of interest: how are they declared?", "Privacy, grief and children: what is not reported?"],
    ),
    "fact_checking": (
        "fact-checking", "How facts are checked", "standards", 40,
        "Who checks what before it is published?",
        ["Who reads a story before it goes out?", "Which facts are checked with a second source?", "What happens with copy of agencies?"],
    ),
    "ownership": (
        "ownership", "Ownership and funding", "standards", 50,
        "Whose is this paper, and who pays for it?",
        ["Who owns it, with what share?", "What does it live on: sales, advertising, donations, grants?", "What may owners and givers not decide?"],
    ),
    "unnamed_sources": (
        "unnamed-sources", "Unnamed sources", "standards", 60,
        "When is a source not named?",
        ["Who decides, and who knows the name?", "What is a reader told about such a source?"],
    ),
    "no_bylines": (
        "bylines", "Stories without a byline", "standards", 70,
        "Why do some stories name no writer?",
        ["What carries no name here: briefs, leaders, copy of agencies?", "Who answers for it?"],
    ),
    "diversity": (
        "diversity", "Diversity", "standards", 90,
        "Whose voices are heard, and who works here?",
        ["How do you see to it that a story hears those it is about?", "Who works in the newsroom, in figures if you publish them?"],
    ),
    "mission": (
        "mission", "What we cover and why", "paper", 20,
        "What does this paper put first?",
        ["What is covered first, and what is not?", "What is the paper for?"],
    ),
    "masthead": (
        "newsroom", "The newsroom", "paper", 30,
        "Who decides, who edits, who reports?",
        ["Editors and their areas. Those who write have pages of their own, listed at /by/.", "Who is responsible by law?"],
    ),
    "feedback": (
        "feedback", "What becomes of your note", "paper", 50,
        "What happens when a reader writes?",
        ["Who reads notes, and within what time?", "How does a reader learn what became of one?"],
    ),
}  # fmt: skip


def pages():
    """Yield (role, fields) of every page there is to begin with."""
    for role, fields in ON_SITE.items():
        yield role, fields | {"body": fields["body"].strip(), "is_public": True}
    for role, (slug, title, footer, position, question, asks) in DRAFTS.items():
        points = "".join(f"<li>{ask}</li>" for ask in asks)
        body = (
            "<p><strong>Draft: not on the site.</strong> Only the owner or the editor can "
            f"write this page. {question} Answer what follows in your own words, take this "
            f"paragraph out, and tick “on the site”.</p>\n<ul>{points}</ul>"
        )
        yield role, {
            "slug": slug,
            "title": title,
            "footer": footer,
            "position": position,
            "standfirst": "",
            "body": body,
            "is_public": False,
        }

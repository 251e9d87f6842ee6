"""Criteria had no questions once: those that still say what was suggested get the one their suggestion came to have.

For the migration, and for account files of older versions. What has another shape is given back for others to refuse.
"""

from typing import Any

# By the suggestion: what it says, and the question it came to have.
SUGGESTED = {
    "chaired-weekly": (
        "Has chaired a leadership meeting every week",
        "Have you chaired a meeting every week? What kept it useful?",
    ),
    "does-it": (
        "Does what I want to learn, often and well",
        "How often do you do what I’d like to learn, and when was the last time?",
    ),
    "taught-it": (
        "Has taught it to someone else",
        "Who have you taught this to, and how did you go about it?",
    ),
    "lets-watch": ("Lets others watch how they do it", "Could I watch you do it one day?"),
    "own-budget": (
        "Has managed a budget of their own",
        "Have you had a budget of your own? What was hard about it?",
    ),
    "balance-sheet": (
        "Reads a balance sheet, and can teach it",
        "If you had ten minutes to explain a balance sheet, where would you start?",
    ),
    "several-units": (
        "Has worked in more than one part of a business",
        "Which parts of a business have you worked in, and what surprised you?",
    ),
    "plain-numbers": (
        "Explains numbers in plain words",
        "How would you explain a margin to someone who has never heard the word?",
    ),
    "three-companies": (
        "Has worked in three or more companies",
        "Which companies have you worked for, and how did they differ?",
    ),
    "other-size": (
        "Knows companies larger or smaller than mine",
        "Have you worked in a company much larger or smaller than mine? What was different?",
    ),
    "boards": (
        "Sits on a board, or advises other companies",
        "Do you sit on a board, or advise other companies?",
    ),
    "opens-doors": (
        "Likes to bring people together",
        "When did you last bring two people together, and how did you go about it?",
    ),
    "from-within": (
        "Was promoted from within",
        "Were you ever promoted from within? What changed with your colleagues?",
    ),
    "led-peers": (
        "Has led people who were their peers",
        "How did it feel to lead people who’d been your peers?",
    ),
    "twenty-years": (
        "At least 20 years post-degree",
        "How long have you been working, and where did you start?",
    ),
    "first-year": (
        "Talks openly about their own first year as a leader",
        "What was your own first year as a leader like?",
    ),
    "keeps-limits": (
        "Does a demanding job in hours they choose",
        "How do you keep a demanding job within the hours you choose?",
    ),
    "family-first": (
        "Puts family first, and says so",
        "What happens when work and family want the same evening?",
    ),
    "same-stretch": (
        "Has been through a stretch like mine",
        "Have you been through a stretch like mine? What helped?",
    ),
    "results-not-hours": (
        "Judges people by results, not hours",
        "How can you tell that someone on your team is doing well?",
    ),
    "held-role": (
        "Holds, or has held, the role I want",
        "What’s the role I’m aiming for really like, day to day?",
    ),
    "hires-role": ("Has hired people into that role", "When you hire for that role, what do you look for?"),
    "similar-move": (
        "Has made a move like the one I plan",
        "Have you made a move like the one I’m planning? What would you do differently?",
    ),
    "not-my-line": ("Is outside my reporting line", "Do our reporting lines meet anywhere?"),
    "done-it": ("Has done what I want to do", "Have you done what I’d like to do? How did you begin?"),
    "asks-first": ("Asks before giving advice", "When someone asks you for advice, what do you do first?"),
    "mentored-before": (
        "Has mentored someone before",
        "Have you mentored someone before? What made it work?",
    ),
    "personality": ("Direct, and kind about it", "When you have bad news for someone, how do you tell them?"),
    "approach": ("Works in a way I can learn from", "How would you go about my goal if it were yours?"),
    "time": (
        "Has an hour a month for six months",
        "Could you spare an hour a month for the next six months?",
    ),
    "near": ("Close enough to meet in person", "Where are you most of the week, and could we meet there?"),
    "industry": ("Knows an industry other than mine", "Which industries do you know from the inside?"),
}


def criterion_as_today(said: dict[str, Any]) -> dict[str, Any]:
    """The columns of a criterion; whoever has changed the words of a suggestion is asked to phrase a question."""
    text, question = SUGGESTED.get(str(said.get("suggestion")), ("", ""))
    return said | {"question": question if said.get("text") == text else ""}

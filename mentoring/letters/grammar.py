"""How goals and criteria, as people type them, become parts of a sentence; what cannot be turned is quoted."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from ..models import MentorCriterion
from ..text.text import in_english, unended


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# How an English criterion may begin so that it can follow "anyone who ..." as it stands,
_VERBS = _word_set("""
    asks believes brings builds built can cares chaired coached coaches comes deals did does enjoys explained
    explains founded gets gives goes grew had has held helps hired hires holds is judges keeps knew knows
    leads led lets likes listens lives looks loves made makes managed manages meets mentored mentors
    owned owns presents puts ran reads rose runs says sees sells served serves shares sits sold speaks stands started
    stays sticks supports takes talks taught teaches tells thinks treats trusts turned understands uses values
    wants was will worked works writes
""")
# ... so that it can follow "anyone who is ...", alone or with what may follow such a word,
_STATES = _word_set("""
    able available based bilingual calm close comfortable commanding curious direct discreet empathetic experienced
    fluent free good happy hands-on honest independent kind known likely local near new older open patient practical
    ready reachable retired seasoned self-made self-employed senior strong warm willing young younger
""")
_AFTER_A_STATE = _word_set("""
    about across and after among as at because before both but by during enough for from in of on or outside since than
    that through throughout to under until when where who whose with within without
""")
# ... or before a noun: "is a ..." with somebody who does or is something, "has ..." with what cannot be counted.
_PEOPLE = _word_set("""
    accountant adviser advisor alumnus analyst architect artist author banker boss buyer ceo cfo chair chairman
    chairperson chairwoman coach cofounder co-founder colleague communicator consultant controller coo cto designer
    developer director doctor editor engineer entrepreneur executive expert facilitator father founder generalist
    graduate head investor journalist lawyer leader listener manager mediator member mentor mother negotiator networker
    nurse officer operator owner parent partner peer person planner president professional professor programmer
    researcher scientist scholar speaker specialist storyteller strategist supervisor teacher thinker trainer treasurer
    trustee veteran volunteer woman man worker writer
""")
# What may open a noun and is no name, so that it loses its capital.
_NO_NAMES = _word_set("""
    board business chief company factory family finance first-time former general middle plant product project sales
    school technical university vice
""")
_UNCOUNTED = _word_set("""
    access authority contacts credibility expertise experience insight integrity judgement judgment knowledge patience
    skills time
""")
# Verbs that are nouns as well: "Values similar to mine", "Leads in the region".
_NOUNS_AS_WELL = _word_set("hires judges leads likes loves supports uses values")
_AFTER_A_NOUN = _word_set("and as for from in like of on or similar with")
_ALONE = _word_set("cares coaches judges listens mentors teaches writes works travels speaks")
# ... and how a goal may begin so that it can follow "I want to ...".
_DEEDS = _word_set("""
    achieve agree apply ask attend be become begin bring build buy chair change choose close coach come
    compare convince create cut decide delegate deliver describe design develop discover discuss double
    draft earn explain find finish fix found gain get give grow hand handle have help hire hold improve
    introduce join keep know launch lead learn leave listen live make manage meet move negotiate open
    organise organize own pass persuade pitch plan prepare present prioritise prioritize protect publish
    put raise reach read recruit reduce rehearse run save say see sell set settle share simplify sit
    speak spend stand start stop switch take talk teach tell train try turn understand use visit win
    work write
""")
# Goals that begin so and are no deed: "Change management", "Lead generation".
_DEEDS_AS_WELL = _word_set("change coach design lead open pitch plan present start train work")
_NO_DEED = re.compile(r"\S+(?:ing|tion|ment|ance|ence|ship)", re.IGNORECASE)
# What stands before a wish and says nothing about it.
_WHO = re.compile(r"^(?:anyone|anybody|someone|somebody|a person|people|they) (?:who|that) ", re.IGNORECASE)
_WISH = re.compile(r"^(?:I want to|I(?:[’']d| would) like to|to) ", re.IGNORECASE)
_YEARS = re.compile(
    r"at least \S+ years? (?:post-?\S+|older|younger|ahead|away|into|out of|past|senior)\b", re.IGNORECASE
)
_YEARS_OF = re.compile(r"at least \S+ years?[’']? (of|in|as|with|experience)\b", re.IGNORECASE)
# Verbs that only change places with whom they are said of, and words for whoever asks.
_TURN = _word_set("can has is was will")
_ME = re.compile(r"\b(?:I|me|mine|my|myself)\b")
# Capitals up to this length are said letter by letter.
_LONGEST_SPELLED = 4


def as_clauses(criteria: Sequence[MentorCriterion]) -> list[str]:
    """The criteria as they can follow "anyone who ...", or [] where one of them cannot be turned that way.

    What a person types may be a noun, a sentence or another language: then it is quoted as it stands.
    """
    if not in_english():
        return []
    clauses = [_as_clause(unended(criterion.text)) for criterion in criteria]
    return [] if "" in clauses else clauses


def as_question_about(criterion: MentorCriterion, name: str) -> str:
    """The criterion as a question about somebody: "has Ruth an hour a month?", or with "whether", or quoted.

    It follows a colon. What speaks of the person who asks ("my", "I") is quoted: the product asks it of them.
    """
    [clause] = as_clauses([criterion]) or [""]
    if not clause or _ME.search(clause):
        return _("is this true of %(name)s: “%(criterion)s”?") % {
            "name": name,
            "criterion": unended(criterion.text),
        }
    verb, _space, rest = clause.partition(" ")
    if verb in _TURN:
        return f"{verb} {name} {rest}?"
    return _("whether %(name)s %(clause)s.") % {"name": name, "clause": clause}


def do_you_know(criterion: MentorCriterion, name: str) -> str:
    """The same asked of somebody who may know it: "Do you know whether Ruth has an hour a month?"."""
    [clause] = as_clauses([criterion]) or [""]
    if clause:
        return _("Do you know whether %(name)s %(clause)s?") % {"name": name, "clause": clause}
    return _("Is this true of %(name)s, do you know: “%(criterion)s”?") % {
        "name": name,
        "criterion": unended(criterion.text),
    }


def _as_clause(text: str) -> str:
    """The criterion as it follows "anyone who ", or "" where that cannot be told."""
    text = _WHO.sub("", text, count=1)
    first, _space, rest = text.partition(" ")
    word, then = first.rstrip(",;:").casefold(), rest.partition(" ")[0].rstrip(",;:").casefold()
    if word in _VERBS:
        return f"{first.lower()} {rest}".strip() if _has_an_object(word, then) else ""
    if _YEARS.match(text) or (word in ("within", "based") and rest):
        return f"is {first.lower()} {rest}"
    if _YEARS_OF.match(text):
        return f"has {first.lower()} {rest}"
    if word in _STATES and (not rest or _follows_a_state(then)):
        return f"is {first.lower()} {rest}".strip()
    return _with_a_noun(text)


def _has_an_object(verb: str, then: str) -> bool:
    """Whether what follows a verb goes on with it, so that it is no noun."""
    if not then:
        return verb in _ALONE
    return verb not in _NOUNS_AS_WELL or then not in _AFTER_A_NOUN


def _follows_a_state(word: str) -> bool:
    return word in _AFTER_A_STATE or word.endswith("ly")


def _with_a_noun(text: str) -> str:
    """ "is a good listener", "has practical experience of lean"; "" where the noun is not known."""
    words = text.split()
    if not words:
        return ""
    bare = [word.rstrip(",;:").casefold() for word in words]
    ends = next((at for at, word in enumerate(bare) if at and word in _AFTER_A_STATE), len(words))
    if bare[0] in ("a", "an"):
        return f"is {words[0].lower()} {' '.join(words[1:])}" if bare[ends - 1] in _PEOPLE else ""
    # A word with a capital may be a name ("German speaker"), unless it is known to be none.
    is_plain = words[0] == bare[0] or words[0].isupper() or bare[0] in _STATES | _PEOPLE | _NO_NAMES
    if not is_plain or not {bare[ends - 1], words[ends - 1]} & (_PEOPLE | _UNCOUNTED):
        return ""
    start = words[0] if words[0].isupper() else words[0].lower()
    noun = " ".join([start, *words[1:]])
    return f"has {noun}" if bare[ends - 1] in _UNCOUNTED else f"is {_article(start)} {noun}"


def _article(word: str) -> str:
    """ "a" or "an", by how the word sounds: "an HR director", "a university teacher"."""
    if word.isupper() and len(word) <= _LONGEST_SPELLED:
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    sounds = word.casefold()
    if sounds.startswith(("uni", "use", "eu", "one")):
        return "a"
    return (
        "an" if sounds.startswith(("a", "e", "i", "o", "u", "8", "11", "18", "hon", "hour", "heir")) else "a"
    )


def as_deed(text: str) -> str:
    """The goal as it follows "I want to ", or "" where that cannot be told."""
    text = _WISH.sub("", text, count=1)
    first, _space, rest = text.partition(" ")
    is_deed = in_english() and first.casefold() in _DEEDS
    if first.casefold() in _DEEDS_AS_WELL and _NO_DEED.fullmatch(rest):
        return ""
    return f"{first.lower()} {rest}".strip() if is_deed else ""


def bullets(clauses: list[str], end: str) -> list[str]:
    """ "- has ...," with "and" before the last, which ends the sentence."""
    marks = [*[","] * len(clauses), _(", and"), end]
    return [
        f"- {clause}{mark}" for clause, mark in zip(clauses, marks[len(marks) - len(clauses) :], strict=True)
    ]

"""What somebody chose from a list, as it goes on within a sentence: no language but English can make a label small."""

from django.utils.translation import pgettext_lazy

_WORDS = {
    # Introductions and agreements: how far they are
    "draft": pgettext_lazy("within a sentence", "draft"),
    "asked": pgettext_lazy("within a sentence", "asked"),
    "agreed": pgettext_lazy("within a sentence", "agreed to introduce"),
    "made": pgettext_lazy("within a sentence", "introduced"),
    "in_touch": pgettext_lazy("within a sentence", "in touch"),
    "met": pgettext_lazy("within a sentence", "met"),
    "kept": pgettext_lazy("within a sentence", "all done"),
    "closed": pgettext_lazy("within a sentence", "closed"),
    "shared": pgettext_lazy("within a sentence", "shared"),
    "confirmed": pgettext_lazy("within a sentence", "confirmed"),
    "completed": pgettext_lazy("within a sentence", "completed"),
    "ended": pgettext_lazy("within a sentence", "ended early"),
    "replaced": pgettext_lazy("within a sentence", "replaced"),
    # Meetings: how, and what came of them
    "coffee": pgettext_lazy("within a sentence", "coffee"),
    "lunch": pgettext_lazy("within a sentence", "lunch"),
    "video": pgettext_lazy("within a sentence", "video"),
    "phone": pgettext_lazy("within a sentence", "phone"),
    "office": pgettext_lazy("within a sentence", "office"),
    "good_fit": pgettext_lazy("within a sentence", "a good fit"),
    "talk_again": pgettext_lazy("within a sentence", "talk again"),
    "not_now": pgettext_lazy("within a sentence", "not now"),
    "not_a_fit": pgettext_lazy("within a sentence", "not a fit"),
    "said_no": pgettext_lazy("within a sentence", "said no"),
    "undecided": pgettext_lazy("within a sentence", "not sure yet"),
    # Agreements: how often, how they were confirmed, and their parts
    "weekly": pgettext_lazy("within a sentence", "every week"),
    "fortnightly": pgettext_lazy("within a sentence", "every two weeks"),
    "monthly": pgettext_lazy("within a sentence", "every month"),
    "in_person": pgettext_lazy("within a sentence", "in person"),
    "mail": pgettext_lazy("within a sentence", "by email"),
    "link": pgettext_lazy("within a sentence", "by private link"),
    "goals": pgettext_lazy("within a sentence", "goals"),
    "time": pgettext_lazy("within a sentence", "time"),
    "meetings": pgettext_lazy("within a sentence", "meetings"),
    "confidentiality": pgettext_lazy("within a sentence", "confidentiality"),
    "boundaries": pgettext_lazy("within a sentence", "boundaries"),
    "commitments": pgettext_lazy("within a sentence", "commitments and ending"),
}


def mid_sentence(choice: str) -> str:
    """The words for the value of a choice within a sentence: "every two weeks"; "" for none."""
    return str(_WORDS[choice]) if choice else ""

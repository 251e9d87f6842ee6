"""The trail from contacts to an agreement: how many came how far, and who is where now."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...links.addresses import page_url
from ...models import Contact
from ...status.records import Records
from ...status.stages import Stage
from .sentences import reached

NAMES_SHOWN = 3


@dataclass(frozen=True)
class TrailStage:
    """One point of the trail: its number counts everybody who came this far, `here` those who got no further."""

    name: str
    number: int
    state: str
    here: list[Contact] = field(default_factory=list)
    more: int = 0
    link: str = ""
    url: str = ""


def trail(records: Records) -> list[TrailStage]:
    """The six points; the furthest one reached is now, those after it are ahead."""
    names = [
        _("Contacts"), _("Prospects"), _("Asked about"), _("Introduced"), _("Met"), _("Agreed"),
    ]  # fmt: skip
    numbers = [records.counts.contacts, *(reached(records, stage) for stage in Stage if stage)]
    furthest = max((at for at, number in enumerate(numbers) if number), default=Stage.NONE)
    stages = []
    for stage, name, number in zip(Stage, names, numbers, strict=True):
        # Where nobody was asked, nobody introduced anybody: a talk came about without.
        state = "now" if stage == furthest else "done" if number else "ahead"
        here = [contact for contact in records.search.prospects if contact.stage == stage]
        url = page_url("contacts.index")
        stages.append(
            TrailStage(
                name=name,
                number=number,
                state=state,
                here=here[:NAMES_SHOWN],
                more=len(here[NAMES_SHOWN:]),
                link="" if stage else _("See all") if number else _("Add people"),
                url=f"{url}?stage={stage.value}" if stage else url,
            )
        )
    return stages

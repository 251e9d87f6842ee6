"""What a role says of somebody: whether they are senior, and whether they still are it; by words in seven languages.

`SENIOR`, `NOT_SENIOR` and `LEFT` are for `role__iregex`: SQLite (which asks Python) and PostgreSQL read them alike.
"""

import re

_SENIOR = """
    chief ceo cfo coo cto cio cmo cpo cro cso chro ciso president vp svp evp director head lead leader manager principal
    partner founder cofounder owner chair chairman chairwoman chairperson senior managing professor dean trustee
    governor commissioner superintendent board
    leiter leiterin leitung leitender leitende direktor direktorin geschäftsführer geschäftsführerin geschäftsführung
    geschäftsleitung vorstand vorständin vorsitzender vorsitzende gründer gründerin mitgründer mitgründerin inhaber
    inhaberin gesellschafter gesellschafterin prokurist prokuristin chefin professorin
    directeur directrice président présidente responsable cheffe fondateur fondatrice cofondateur cofondatrice gérant
    gérante associé associée dirigeant dirigeante pdg
    directora jefe jefa gerente presidente presidenta fundador fundadora cofundador cofundadora socio socia
    direttore direttrice responsabile amministratore amministratrice fondatore fondatrice titolare dirigente capo
    hoofd bestuurder voorzitter oprichter oprichtster eigenaar eigenares leidinggevende
    vd direktör ordförande grundare ägare
"""
_SENIOR_PHRASES = ("general counsel", "chef de", "chef du", "consejero delegado", "consejera delegada")
# What a word ends in where languages write two as one: Abteilungsleiterin, teamleider, avdelningschef, projektledare.
_SENIOR_ENDINGS = ("leiter", "leiterin", "direktor", "direktorin", "leider", "leidster", "chef", "ledare")
_JUNIOR = """
    assistant intern trainee junior student apprentice
    assistent assistentin assistenz praktikant praktikantin werkstudent werkstudentin azubi
    assistante stagiaire apprenti apprentie alternant alternante
    asistente becario becaria practicante assistente stagista tirocinante stagiair praktik
"""
_JUNIOR_PHRASES = ("business partner", "product owner", "process owner", "lead generation")


def _any_of(words: str, phrases: tuple[str, ...], endings: tuple[str, ...] = ()) -> str:
    """What finds one of these words or phrases, whole, or a word of more letters with one of these endings."""
    whole = "|".join([*words.split(), *(phrase.replace(" ", r"\s+") for phrase in phrases)])
    compound = rf"|\w+({'|'.join(endings)})" if endings else ""
    return rf"(^|\W)({whole}{compound})(\W|$)"


SENIOR = _any_of(_SENIOR, _SENIOR_PHRASES, _SENIOR_ENDINGS)
# A role with one of these is none, whatever else it names: "Assistant to the Managing Director".
NOT_SENIOR = _any_of(_JUNIOR, _JUNIOR_PHRASES)

# Said of whoever left: "Retired COO" works nowhere.
LEFT = _any_of(
    """
    retired former formerly ex emeritus emerita
    ehemals ehemaliger ehemalige ruhestand rentner rentnerin pensioniert retraité retraitée ancien ancienne
    jubilado jubilada pensionato pensionata gepensioneerd voormalig pensionerad
    """,
    (r"a\.d\.", r"i\.r\.", "in pensione", "före detta"),
)
_LEFT = re.compile(LEFT, re.IGNORECASE)


def has_left(role: str) -> bool:
    """Whether a role says that it is over."""
    return bool(_LEFT.search(role))

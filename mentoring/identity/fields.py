"""What a contact consists of: one row a field, read by whatever imports, exports, compares, merges and searches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ..text.letters import plain
from ..text.text import sentence_start
from .keys import company_key, email_key, phone_key, profile_key

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class ContactField:
    """A field of a contact, with all that is to be known of it outside the database.

    `headings` are those of tables in several languages, `vcard` the property of a card. Of a `several` field a file
    may have more than one value: further ones become lines of the notes. Of two values of a `joined` field both
    stay. `searched` says whether people are found by its words, `compared` whether it tells who somebody is, and two
    values with one `key` say the same.
    """

    name: str
    label: "str | _StrPromise"
    longest: int
    headings: str
    vcard: str
    several: bool = False
    joined: bool = False
    searched: bool = False
    compared: bool = True
    key: Callable[[str], str] = plain

    @property
    def heading(self) -> str:
        """The label as it opens a column or a line of the notes."""
        return sentence_start(str(self.label))

    def says_the_same(self, one: str, other: str) -> bool:
        """Whether two values say one thing, whatever their spelling."""
        key = self.key(one)
        return key == self.key(other) if key else plain(one) == plain(other)


@dataclass(frozen=True)
class Part:
    """What files have beside the fields of a contact: parts of one, its tags, or what goes to the notes."""

    name: str
    label: "str | _StrPromise"
    headings: str
    several: bool = False
    # Whether a person who chooses columns is offered it, else the field it belongs to.
    is_offered: bool = False
    belongs_to: str = ""

    @property
    def heading(self) -> str:
        """The label as it opens a column or a line of the notes."""
        return str(self.label)


NAME = ContactField(
    "name", _("name"), 120, searched=True, vcard="FN",
    headings="name|full name|display name|contact|contact name|person|fullname|voller name|anzeigename|nom complet"
    "|nom affiché|nombre completo|nombre y apellidos|nome completo|volledige naam|naam|fullständigt namn|namn",
)  # fmt: skip
ROLE = ContactField(
    "role", _("role"), 120, searched=True, vcard="TITLE",
    headings="role|position|job title|job|title|employee title|occupation|profession|function|beruf|funktion"
    "|berufsbezeichnung|poste|fonction|cargo|puesto|posizione|qualifica|functie|functietitel|befattning|titel"
    "|stanowisko",
)  # fmt: skip
COMPANY = ContactField(
    "company", _("company"), 120, searched=True, vcard="ORG", key=company_key,
    headings="company|organization|organisation|employer|company name|associated company|account name|companies"
    "|organization name|firma|unternehmen|entreprise|société|empresa|azienda|società|bedrijf|företag"
    "|organisatie|organización",
)  # fmt: skip
PLACE = ContactField(
    "place", _("place"), 120, searched=True, vcard="ADR",
    headings="place|location|standort|lieu|lugar|luogo|plaats|plats",
)  # fmt: skip
EMAIL = ContactField(
    "email", _("email"), 254, several=True, vcard="EMAIL;TYPE=INTERNET", key=email_key,
    headings="email|mail|email address|primary email|secondary email|work email|home email|other email|email value"
    "|email adresse|courriel|adresse email|adresse de messagerie|correo|correo electrónico"
    "|dirección de correo electrónico|indirizzo email|posta elettronica|emailadres|epost|epostadress|e postadress"
    "|adres email",
)  # fmt: skip
PHONE = ContactField(
    "phone", _("phone"), 40, several=True, vcard="TEL", key=phone_key,
    headings="phone|telephone|tel|mobile|mobile phone|mobile number|cell|cell phone|primary phone|business phone"
    "|work phone|home phone|other phone|company main phone|phone number|phone value|telefon|telefonnummer"
    "|telefon geschäftlich|telefon privat|telefon firma|mobiltelefon|handy|téléphone|téléphone mobile"
    "|téléphone bureau|teléfono|teléfono móvil|teléfono del trabajo|telefono|cellulare|telefoon|mobiel|mobil",
)  # fmt: skip
LINKEDIN = ContactField(
    "linkedin", _("LinkedIn address"), 300, several=True, vcard="URL", key=profile_key,
    headings="linkedin|linkedin address|linkedin url|linkedin profile|profile|profile url|url|web page|web page value"
    "|website|website value|personal web page|webseite|page web|site web|página web|sito web|webbplats",
)  # fmt: skip
HOW_KNOWN = ContactField(
    "how_known", _("how you know each other"), 300, vcard="X-WAYMARK-HOW-KNOWN",
    headings="how you know each other|how known|how we met|known from|met at|relationship",
)  # fmt: skip
NOTES = ContactField(
    "notes", _("notes"), 10_000, several=True, joined=True, searched=True, compared=False, vcard="NOTE",
    headings="notes|note|my notes|comments|comment|description|remarks|notizen|bemerkungen|bemerkung|remarques|notas"
    "|appunti|commenti|notities|opmerkingen|anteckningar|uwagi",
)  # fmt: skip

FIELDS = (NAME, ROLE, COMPANY, PLACE, EMAIL, PHONE, LINKEDIN, HOW_KNOWN, NOTES)
BY_NAME = {field.name: field for field in FIELDS}
NAMES = tuple(BY_NAME)
LONGEST = {field.name: field.longest for field in FIELDS}
LABELS = {field.name: field.label for field in FIELDS} | {"tags": _("tags")}
LONGEST_TAG = 40
SEARCHED = tuple(field.name for field in FIELDS if field.searched)
COMPARED = tuple(field.name for field in FIELDS if field.compared)
# The columns of our own table, in their order.
COLUMNS = (*NAMES[:-1], "tags", NOTES.name)

PARTS = (
    Part(
        "first_name", _("First name"), is_offered=True, belongs_to="name",
        headings="first name|given name|forename|vorname|prénom|prenom|nombre|nome|imię|voornaam|förnamn",
    ),
    Part(
        "last_name", _("Last name"), is_offered=True, belongs_to="name",
        headings="last name|family name|surname|nachname|familienname|nom|nom de famille|apellido|apellidos|cognome"
        "|nazwisko|achternaam|efternamn",
    ),
    Part(
        "middle_name", _("Middle name"), belongs_to="first_name",
        headings="middle name|additional name|weitere vornamen|zweiter vorname|deuxième prénom|segundo nombre",
    ),
    Part("suffix", _("Suffix"), belongs_to="last_name", headings="suffix|name suffix|namenszusatz"),
    Part("nickname", _("Also called"), "nickname|file as|spitzname", several=True, belongs_to="notes"),
    Part("department", _("Department"), "department|abteilung|departamento|service", belongs_to="notes"),
    Part(
        "city", _("City"), several=True, belongs_to="place",
        headings="city|town|business city|work city|home city|ort|stadt|wohnort|ort geschäftlich|ort privat|ville"
        "|ciudad|ciudad de trabajo|città|stad|woonplaats",
    ),
    Part(
        "country", _("Country"), several=True, belongs_to="place",
        headings="country|country/region|business country/region|home country/region|business country|work country"
        "|home country|land|land/region geschäftlich|land/region privat|pays|país|país o región del trabajo|paese",
    ),
    Part("birthday", _("Birthday"), "birthday|date of birth|geburtstag", belongs_to="notes"),
    Part(
        "known_since", _("Known since"), is_offered=True,
        headings="known since|connected on|met on|since|verbunden am|date de connexion|fecha de conexión",
    ),
    Part(
        "tags", _("Tags"), several=True, is_offered=True,
        headings="tags|tag|labels|label|categories|category|groups|group|kategorien|schlagwörter|catégories"
        "|categorías|categorie|categorieën|kategorier",
    ),
)  # fmt: skip


def unsettled(one: Mapping[str, str], other: Mapping[str, str]) -> list[ContactField]:
    """The fields that both know and know differently, so that somebody has to choose."""
    return [
        field
        for field in FIELDS
        if one[field.name] and other[field.name] and one[field.name] != other[field.name]
    ]

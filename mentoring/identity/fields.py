"""What a contact consists of: one row a field, read by whatever imports, exports, compares, merges and searches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from ..text.letters import plain
from ..text.phones import same_number
from ..text.text import sentence_start
from .keys import company_key, email_key, phone_key, profile_key

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class ContactField:
    """A field of a contact, with all that is to be known of it outside the database.

    `headings` are those of tables in several languages, `vcard` the property of a card. Of a `several` field a file
    may have more than one value: further ones become lines of the notes. Of two values of a `joined` field both
    stay. `searched` says whether people are found by its words, `is_address` whether by them alone who look for it and
    not by a criterion, `compared` whether it tells who somebody is. Two values with one `key` say the same; where
    `is_same` stands it has the last word.
    """

    name: str
    label: "str | _StrPromise"
    longest: int
    headings: str
    vcard: str
    several: bool = False
    joined: bool = False
    searched: bool = False
    is_address: bool = False
    compared: bool = True
    key: Callable[[str], str] = plain
    is_same: Callable[[str, str], bool] | None = None

    @property
    def heading(self) -> str:
        """The label as it opens a column or a line of the notes."""
        return sentence_start(str(self.label))

    def says_the_same(self, one: str, other: str) -> bool:
        """Whether two values say one thing, whatever their spelling."""
        if self.is_same:
            return self.is_same(one, other)
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
    headings="name|full name|display name|contact|contact name|person|fullname|voller name|anzeigename"
    "|nom complet|nom affiché|nombre completo|nombre y apellidos|nome completo|volledige naam|naam"
    "|fullständigt namn|namn"
    "|contact person|person name|who|wer|ansprechpartner|kontakt"
    "|kontaktperson|фио|ф.и.о|полное имя|контакт|контактное лицо|кто|піб|повне ім'я|姓名|氏名|お名前|名前"
    "|担当者|성명|성함|담당자|jméno a příjmení|celé jméno|meno a priezvisko|kdo|imię i nazwisko|kto|osoba"
    "|ad soyad|adı soyadı|isim|İsim|kişi|isim soyisim|ονοματεπώνυμο|πλήρες όνομα|név|teljes név|fullt namn"
    "|navn|fulde navn|fullt navn|nimi|koko nimi|nume complet|nume și prenume|nume si prenume|ime i prezime"
    "|ime in priimek|vardas pavardė|vārds uzvārds|שם|שם מלא|الاسم|الاسم الكامل|tên|họ và tên|họ tên|nama"
    "|nama lengkap",
)  # fmt: skip
ROLE = ContactField(
    "role", _("role"), 120, searched=True, vcard="TITLE",
    headings="role|position|job title|job|title|employee title|occupation|profession|function|beruf|funktion"
    "|berufsbezeichnung|poste|fonction|cargo|puesto|posizione|qualifica|functie|functietitel|befattning|titel"
    "|stanowisko|ruolo|titre|título|titolo|profissão|mansione|posición|posição|título del trabajo"
    "|título profissional|functieomschrijving|beroep|intitulé du poste|rolle|tätigkeit|professione|job role"
    "|current position|headline|arbeitstitel"
    "|titre professionnel|título profesional|titolo professionale|должность|посада|职位|职务|職位|職稱|役職"
    "|肩書|직책|직위|pozice|pracovní pozice|pozícia|görev|unvan|pozisyon|θέση|beosztás|munkakör|stilling"
    "|tehtävä|titteli|funcție|poziție",
)  # fmt: skip
COMPANY = ContactField(
    "company", _("company"), 120, searched=True, vcard="ORG", key=company_key,
    headings="company|organization|organisation|employer|company name|associated company|account name"
    "|companies|organization name|firma|unternehmen|entreprise|société|empresa|azienda|società|bedrijf"
    "|företag|organisatie|organización|arbeitgeber|employeur|ragione sociale|compañía|nome azienda"
    "|nome da empresa|companhia|bedrijfsnaam|nombre de la empresa|nom de la société|account|organização"
    "|organizzazione|firmenname|current company"
    "|firm name|firm|current employer|primary company|betrieb|компания|организация|место работы"
    "|работодатель|компанія|організація|фірма|фирма|місце роботи|公司|公司名称|公司名稱|单位|單位|工作单位"
    "|会社|会社名|勤務先|所属|회사|회사명|직장|소속|společnost|zaměstnavatel|spoločnosť|nazwa firmy"
    "|przedsiębiorstwo|pracodawca|organizacja|şirket|şirket adı|kurum|işyeri|εταιρεία|εταιρία|επιχείρηση"
    "|cég|cégnév|vállalat|munkahely|bolag|arbetsgivare|virksomhed|selskab|arbejdsgiver|bedrift|selskap"
    "|arbeidsgiver|yritys|yhtiö|työnantaja|companie|firmă|societate|angajator|tvrtka|podjetje|įmonė"
    "|uzņēmums|ettevõte|חברה|الشركة|công ty|perusahaan",
)  # fmt: skip
PLACE = ContactField(
    "place", _("place"), 120, searched=True, vcard="ADR",
    headings="place|location|standort|lieu|lugar|luogo|plaats|plats|localização|ubicación|emplacement",
)  # fmt: skip
EMAIL = ContactField(
    "email", _("email"), 254, several=True, is_address=True, vcard="EMAIL;TYPE=INTERNET", key=email_key,
    headings="email|mail|email address|primary email|secondary email|work email|home email|other email"
    "|email value|email adresse|courriel|adresse email|adresse de messagerie|correo|correo electrónico"
    "|dirección de correo electrónico|indirizzo email|posta elettronica|emailadres|epost|epostadress"
    "|e postadress|adres email|adresse électronique|indirizzo posta elettronica"
    "|indirizzo di posta elettronica|emailadresse|correo e|endereço de email|endereço de correio eletrónico"
    "|endereço de correio eletrônico|correio eletrónico|emails|email addresses|adresse de courriel"
    "|mailadresse"
    "|электронная почта|эл. почта|почта|адрес электронной почты|электронный адрес|имейл|електронна пошта"
    "|ел. пошта|пошта|електронна адреса|邮箱|电子邮箱|电子邮件|邮件|电邮|郵箱|電子郵件|電郵|電子信箱|メール"
    "|メールアドレス|eメール|電子メール|이메일|이메일 주소|전자우편|메일|elektronická pošta|mailová adresa"
    "|poczta|poczta elektroniczna|e-posta|eposta|e-posta adresi|ηλεκτρονική διεύθυνση"
    "|ηλεκτρονικό ταχυδρομείο|email cím|e-postadresse|epostadresse|sähköposti|sähköpostiosoite"
    "|adresă de email|adresa de email|poștă electronică|e-pošta|el. paštas|e-pasts|אימייל|البريد الإلكتروني"
    "|surel",
)  # fmt: skip
PHONE = ContactField(
    "phone", _("phone"), 40, several=True, is_address=True, vcard="TEL", key=phone_key, is_same=same_number,
    headings="phone|telephone|tel|mobile|mobile phone|mobile number|cell|cell phone|primary phone"
    "|business phone|work phone|home phone|other phone|company main phone|phone number|phone value|telefon"
    "|telefonnummer|telefon geschäftlich|telefon privat|telefon firma|mobiltelefon|handy|téléphone"
    "|téléphone mobile|téléphone bureau|teléfono|teléfono móvil|teléfono del trabajo|telefono|cellulare"
    "|telefoon|mobiel|mobil|tél|tél mobile|téléphone portable|portable|numéro de téléphone|gsm|telefone"
    "|telemóvel|celular|telefone celular|telefone móvel|número de telefone|telefono cellulare|telefono mobile"
    "|cellulaire|mobiele telefoon|telefoonnummer|mobiel nummer|mobilnummer|rufnummer|número de teléfono|móvil"
    "|numero di telefono|haupttelefon|autotelefon|car phone|radio phone|callback|main phone|yahoo phone"
    "|phones|phone numbers|mobiltelefonnummer|telefonnr|festnetz|assistant phone|mobil tel nr"
    "|mobile phone number"
    "|direct phone|direct dial|телефон|тел|номер телефона|мобильный|мобильный телефон|моб. телефон"
    "|рабочий телефон|домашний телефон|сотовый|номер телефону|мобільний|мобільний телефон|робочий телефон"
    "|电话|电话号码|手机|手机号|手机号码|移动电话|電話|電話號碼|手機|手機號碼|行動電話|電話番号|携帯"
    "|携帯電話|携帯番号|전화|전화번호|휴대폰|휴대전화|핸드폰|연락처|telefonní číslo|mobilní telefon"
    "|telefónne číslo|numer telefonu|telefon komórkowy|komórka|nr telefonu|cep telefonu|telefon numarası"
    "|iş telefonu|τηλέφωνο|κινητό|κινητό τηλέφωνο|telefonszám|mobilszám|mobiltelefonszám|tlf|tlf nr|mobilnr"
    "|puhelin|puhelinnumero|matkapuhelin|kännykkä|telefon mobil|număr de telefon|numar de telefon|telefonas"
    "|tālrunis|טלפון|נייד|الهاتف|رقم الهاتف|điện thoại|số điện thoại|telepon|nomor telepon",
)  # fmt: skip
LINKEDIN = ContactField(
    "linkedin", _("LinkedIn address"), 300, several=True, is_address=True, vcard="URL", key=profile_key,
    headings="linkedin|linkedin address|linkedin url|linkedin profile|profile|profile url|url|web page"
    "|web page value|website|website value|personal web page|webseite|page web|site web|página web|sito web"
    "|webbplats|homepage|internet|pagina web|página da web|webpagina|linkedin profil|linkedin profile url"
    "|profil linkedin|blog|websites|person linkedin url|website url",
)  # fmt: skip
HOW_KNOWN = ContactField(
    "how_known", _("how you know each other"), 300, searched=True, vcard="X-WAYMARK-HOW-KNOWN",
    headings="how you know each other|how known|how we met|known from|met at|relationship|how you met"
    "|where we met|where you met|woher|kennengelernt",
)  # fmt: skip
# Where the guess of `greetings.called` is wrong, and the person said so.
GREETING = ContactField(
    "greeting", _("how you greet them"), 60, is_address=True, compared=False, vcard="X-WAYMARK-GREETING",
    headings="how you greet them|greeting|call them",
)  # fmt: skip
NOTES = ContactField(
    "notes", _("notes"), 50_000, several=True, joined=True, searched=True, compared=False, vcard="NOTE",
    headings="notes|note|my notes|comments|comment|description|remarks|notizen|bemerkungen|bemerkung"
    "|remarques|notas|appunti|commenti|notities|opmerkingen|anteckningar|uwagi|nota|commentaires|comentarios"
    "|comentários|observações|observaciones|annotazioni|osservazioni|anmerkungen|kommentar|memo|anotações",
)  # fmt: skip

FIELDS = (NAME, ROLE, COMPANY, PLACE, EMAIL, PHONE, LINKEDIN, HOW_KNOWN, GREETING, NOTES)
BY_NAME = {field.name: field for field in FIELDS}
NAMES = tuple(BY_NAME)
LONGEST = {field.name: field.longest for field in FIELDS}
LABELS = {field.name: field.label for field in FIELDS} | {"tags": _("tags")}
LONGEST_TAG = 40
# How a line of the notes begins with the title that a file has in a column of its own.
TITLE = _("Title")
SEARCHED = tuple(field.name for field in FIELDS if field.searched)
ADDRESSES = tuple(field.name for field in FIELDS if field.is_address)
COMPARED = tuple(field.name for field in FIELDS if field.compared)
# What is read of somebody who is compared: the notes may say what else they are called.
READ_TO_COMPARE = (*COMPARED, NOTES.name)
# The columns of our own table, in their order.
COLUMNS = (*NAMES[:-1], "tags", NOTES.name)

PARTS = (
    Part(
        "first_name", _("First name"), is_offered=True, belongs_to="name",
        headings="first name|given name|forename|vorname|prénom|prenom|nombre|nome|imię|voornaam|förnamn"
        "|first|firstname|nome próprio|primeiro nome|given names|fname"
        "|имя|ім'я|імя|名字|名|이름|jméno|křestní jméno|meno|krstné meno|imiona|ad|adı|όνομα|keresztnév"
        "|utónév|fornavn|etunimi|prenume|ime|vardas|vārds|eesnimi|שם פרטי|nama depan",
    ),
    Part(
        "last_name", _("Last name"), is_offered=True, belongs_to="name",
        headings="last name|family name|surname|nachname|familienname|nom|nom de famille|apellido|apellidos"
        "|cognome|nazwisko|achternaam|efternamn|last|lastname|sobrenome|apelido|último nome|lname|zuname"
        "|nom famille"
        "|фамилия|прізвище|姓|姓氏|苗字|성|příjmení|priezvisko|soyad|soyadı|soyisim|επώνυμο|επίθετο"
        "|vezetéknév|családnév|etternavn|sukunimi|nume|nume de familie|prezime|priimek|pavardė|uzvārds"
        "|perekonnanimi|שם משפחה|nama belakang",
    ),
    Part(
        "middle_name", _("Middle name"), belongs_to="first_name",
        headings="middle name|additional name|weitere vornamen|zweiter vorname|deuxième prénom|segundo nombre"
        "|middle|middle names|secondo nome|segundo nome|nome do meio|tweede voornaam|tussenvoegsel"
        "|отчество|по батькові|druhé jméno|drugie imię|ikinci ad|mellannamn|mellemnavn|mellomnavn",
    ),
    Part(
        "suffix", _("Suffix"), belongs_to="last_name",
        headings="suffix|name suffix|namenszusatz|suffixe|sufijo|suffisso|sufixo|achtervoegsel",
    ),
    Part(
        "prefix", _("Form of address"), belongs_to="notes",
        headings="prefix|name prefix|salutation|anrede|civilité|tratamiento|tratamento|appellativo|aanhef"
        "|honorific prefix",
    ),
    Part(
        "nickname", _("Also called"), several=True, belongs_to="notes",
        headings="nickname|file as|spitzname|surnom|apodo|soprannome|bijnaam|alias",
    ),
    Part(
        "department", _("Department"), belongs_to="notes",
        headings="department|abteilung|departamento|service|dipartimento|reparto|afdeling",
    ),
    Part(
        "city", _("City"), several=True, belongs_to="place",
        headings="city|town|business city|work city|home city|ort|stadt|wohnort|ort geschäftlich|ort privat"
        "|ville|ciudad|ciudad de trabajo|città|stad|woonplaats|cidade|localidade|localidad|località|miasto"
        "|plaatsnaam|city name"
        "|город|місто|城市|市区町村|도시|město|mesto|şehir|πόλη|város|poststed|kaupunki|oraș|localitate",
    ),
    Part(
        "region", _("Region"), several=True, belongs_to="place",
        headings="region|state|state/province|province|county|bundesland|bundesland/kanton|kanton|région"
        "|dép/région|département|provincia|estado|comunidad|regione|stato|stato o provincia|provincie"
        "|distrito|provincia o estado|estado o provincia|state/region|estado/província",
    ),
    Part(
        "street", _("Address"), several=True, belongs_to="notes",
        headings="street|address|street address|address po box|po box|straße|strasse|adresse|anschrift"
        "|postfach|rue|calle|dirección|indirizzo|via|adres|straat|endereço|rua|morada|address line"
        "|postal address|postanschrift|hausnummer",
    ),
    Part(
        "postcode", _("Postcode"), several=True, belongs_to="notes",
        headings="postcode|postal code|zip|zip code|zipcode|zip/postal code|postleitzahl|plz|code postal"
        "|código postal|cap|codice postale|cep",
    ),
    Part(
        "country", _("Country"), several=True, belongs_to="place",
        headings="country|country/region|business country/region|home country/region|business country"
        "|work country|home country|land|land/region geschäftlich|land/region privat|pays|país"
        "|país o región del trabajo|paese|pays/région|país o región|país/região|paese/area geografica"
        "|land/region|país/región|nazione|country name",
    ),
    Part(
        "birthday", _("Birthday"), several=True, belongs_to="notes",
        headings="birthday|date of birth|birth date|dob|birth year|birth month|birth day|geburtstag"
        "|geburtsdatum|date de naissance|anniversaire|fecha de nacimiento|cumpleaños|data di nascita"
        "|compleanno|data de nascimento|aniversário|geboortedatum|verjaardag|birthdate"
        "|geburtsjahr|geburtsmonat",
    ),
    Part(
        "aside", _("Notes"), several=True, belongs_to="notes",
        headings="anniversary|jahrestag|spouse|partner|ehepartner|partner/in|children|kinder|hobby|hobbys"
        "|hobbies|assistant's name|manager's name|assistentin|vorgesetzte r|office location|büro|screen name"
        "|telefon assistent|assistant's phone|custom|skype|twitter|referred by|school|schools|industry"
        "|branche|linkedin bio|messenger id|skype id"
        "|mentor|mentee|guest|gast|member|mitglied|participant|attendee|teilnehmer|what|where|when|was|wo|wann",
    ),
    Part(
        "known_since", _("Known since"), is_offered=True,
        headings="known since|connected on|met on|since|verbunden am|date de connexion|fecha de conexión"
        "|connecté le|conectado el|conectado em|data de conexão|data di collegamento|collegato il"
        "|verbonden op|connectiedatum|datum der verbindung",
    ),
    Part(
        "tags", _("Tags"), several=True, is_offered=True,
        headings="tags|tag|labels|label|categories|category|groups|group|kategorien|schlagwörter|catégories"
        "|categorías|categorie|categorieën|kategorier|catégorie|categoria|categoría|categorias|etiquetas"
        "|etichette|étiquettes|libellés|marcadores|gruppe|gruppen|group membership|schlagworte|etiketten",
    ),
)  # fmt: skip


def called_too(values: Mapping[str, Any]) -> list[str]:
    """What else somebody is called, as imports write it into the notes: "Name: Paul Quast jr.", "Title: Mrs"."""
    notes = values.get("notes") or ""
    if ": " not in notes or not any(start in notes for start in starts_of_names()):
        return []
    after = dict(zip(starts_of_names(), ("", f" {values.get('name', '')}"), strict=True))
    said = [line.partition(": ") for line in notes.splitlines()]
    return [f"{text}{after[label + colon]}" for label, colon, text in said if label + colon in after]


def starts_of_names() -> tuple[str, str]:
    """How a line of the notes begins that says what else somebody is called: by another name, by a title."""
    return f"{NAME.heading}: ", f"{TITLE}: "


def unsettled(one: Mapping[str, str], other: Mapping[str, str]) -> list[ContactField]:
    """The fields that both know and know differently, so that somebody has to choose."""
    return [
        field
        for field in FIELDS
        if one[field.name] and other[field.name] and one[field.name] != other[field.name]
    ]

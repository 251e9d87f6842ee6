"""The languages an instance speaks: English, and those whose words are compiled in the folder of languages."""

from pathlib import Path

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import to_language

ENGLISH = "en-gb"


def spoken(locale: Path) -> list[tuple[str, str]]:
    """Each by its code and its own name, the one Waymark is written in first."""
    compiled = sorted(file.parts[-3] for file in locale.glob("*/LC_MESSAGES/django.mo"))
    codes = [ENGLISH, *map(to_language, compiled)]
    return [(code, LANG_INFO.get(code, {}).get("name_local", code)) for code in codes]


def of_instance(wanted: str, languages: list[tuple[str, str]]) -> str:
    """The language of the instance: the wanted one, which it has to speak."""
    codes = [code for code, _name in languages]
    code = wanted.lower().replace("_", "-")
    if code not in codes:
        raise ImproperlyConfigured(f"LANGUAGE_CODE must be a language Waymark speaks: {', '.join(codes)}.")
    return code

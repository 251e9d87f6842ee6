"""What the database refuses by itself and no constraint can say: to rewrite what two people have agreed on.

Constraints look at one row as it is; these rules compare it with what it was, or with another table. They are
laid again after every `migrate`, because SQLite remakes a table to change it and its triggers go with the old one.
"""

import re
from collections.abc import Iterator

from django.db import connections

from . import share_links
from .terms import Terms

# The numbers that the rules below call by name.
NUMBERS = {name: getattr(share_links, name) for name in ("DAYS_AFTER_TERM", "DAYS_AFTER_NO")}

# What a mentor was given to read: no word and no day of it changes under their eyes.
READ = (
    "shared_words",
    "mentee_name",
    "mentor_name",
    "number",
    *(field.column for field in Terms._meta.local_fields),
)

# Name of the rule: the table, the event, and the condition under which it is refused. DIFFERS compares two
# values of which either may be unknown, DAYS(a, b) are the days from b to a. A link ends with a day of the mentee's,
# which elsewhere may be the next one already.
RULES = {
    "agreement_shared_as_read": (
        "mentoring_mentoragreement",
        "UPDATE",
        "OLD.shared_on IS NOT NULL AND NEW.shared_on IS NOT NULL AND OLD.shared_words IS NOT NULL AND ("
        + " OR ".join(f'NEW."{name}" DIFFERS OLD."{name}"' for name in READ)
        + ")",
    ),
    # A yes is to what was read, and to nothing that a newer version has replaced.
    "agreement_confirmed_as_shared": (
        "mentoring_mentoragreement",
        "UPDATE",
        "OLD.confirmed_on IS NULL AND NEW.confirmed_on IS NOT NULL AND (OLD.replaced_on IS NOT NULL "
        "OR (OLD.shared_words IS NOT NULL AND NEW.confirmed_words DIFFERS OLD.shared_words))",
    ),
    # Both gave their word to these words and days; a change is a new version.
    "agreement_confirmed_for_good": (
        "mentoring_mentoragreement",
        "UPDATE",
        "OLD.confirmed_on IS NOT NULL AND ("
        "NEW.confirmed_words DIFFERS OLD.confirmed_words OR NEW.confirmed_on DIFFERS OLD.confirmed_on "
        "OR NEW.confirmed_how DIFFERS OLD.confirmed_how OR NEW.confirmed_by DIFFERS OLD.confirmed_by "
        "OR NEW.mentee_name DIFFERS OLD.mentee_name OR NEW.mentor_name DIFFERS OLD.mentor_name "
        "OR NEW.number DIFFERS OLD.number OR NEW.starts_on DIFFERS OLD.starts_on "
        "OR NEW.ends_on DIFFERS OLD.ends_on OR NEW.trial_on DIFFERS OLD.trial_on "
        "OR NEW.review_on DIFFERS OLD.review_on OR NEW.last_session_on DIFFERS OLD.last_session_on "
        "OR NEW.cadence DIFFERS OLD.cadence OR NEW.minutes DIFFERS OLD.minutes)",
    ),
    # Through a link only those words are confirmed to which the mentor said yes there.
    "agreement_confirmed_as_answered": (
        "mentoring_mentoragreement",
        "UPDATE",
        "OLD.confirmed_on IS NULL AND NEW.confirmed_how = 'link' AND NOT EXISTS ("
        "SELECT 1 FROM mentoring_mentoranswer a WHERE a.agreement_id = NEW.id AND a.kind = 'yes' "
        "AND a.number = NEW.number AND a.words = NEW.confirmed_words)",
    ),
    # A link shows one agreement; switched off, it stays so. Its day is moved while it works and by what happened to the
    # agreement, nothing else: its term or its early end, or a no while nothing was agreed on.
    "sharelink_shows_one_agreement": (
        "mentoring_sharelink",
        "UPDATE",
        "NEW.agreement_id <> OLD.agreement_id OR NEW.shows_one_version <> OLD.shows_one_version "
        "OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at DIFFERS OLD.revoked_at) "
        "OR (NEW.expires_at <> OLD.expires_at AND (OLD.shows_one_version OR OLD.revoked_at IS NOT NULL "
        "OR NEW.updated_at >= OLD.expires_at OR NOT (EXISTS ("
        "SELECT 1 FROM mentoring_mentoragreement v WHERE COALESCE(v.first_version_id, v.id) = NEW.agreement_id "
        "AND v.confirmed_on IS NOT NULL AND v.replaced_on IS NULL AND "
        "DAYS(NEW.expires_at, COALESCE(v.ended_on, v.ends_on)) - DAYS_AFTER_TERM IN (0, 1)) "
        "OR EXISTS (SELECT 1 FROM mentoring_mentoranswer a JOIN mentoring_mentoragreement v "
        "ON v.id = a.agreement_id WHERE COALESCE(v.first_version_id, v.id) = NEW.agreement_id "
        "AND a.kind IN ('no', 'not_now') AND NOT EXISTS (SELECT 1 FROM mentoring_mentoragreement w "
        "WHERE COALESCE(w.first_version_id, w.id) = NEW.agreement_id AND w.confirmed_on IS NOT NULL) AND "
        "DAYS(NEW.expires_at, a.answered_at) - DAYS_AFTER_NO IN (0, 1)))))",
    ),
    # It is made to the first version of an agreement, which stands for all; only older ones name another.
    "sharelink_of_all_versions": (
        "mentoring_sharelink",
        "INSERT",
        "NOT NEW.shows_one_version AND EXISTS (SELECT 1 FROM mentoring_mentoragreement v "
        "WHERE v.id = NEW.agreement_id AND v.first_version_id IS NOT NULL)",
    ),
    # An answer comes through a link that works.
    "answer_through_a_live_link": (
        "mentoring_mentoranswer",
        "INSERT",
        "EXISTS (SELECT 1 FROM mentoring_sharelink l WHERE l.id = NEW.link_id "
        "AND (NEW.answered_at > l.expires_at OR NEW.answered_at > l.revoked_at))",
    ),
    # What was not shared through the link cannot be answered. Earlier versions were answered when it showed those.
    "answer_to_a_version_shown": (
        "mentoring_mentoranswer",
        "INSERT",
        "EXISTS (SELECT 1 FROM mentoring_sharelink l JOIN mentoring_mentoragreement v ON v.id = NEW.agreement_id "
        "WHERE l.id = NEW.link_id AND NOT (l.agreement_id IN (v.id, COALESCE(v.first_version_id, v.id)) "
        "AND (NEW.number < v.number OR (NEW.number = v.number "
        "AND (v.shared_on IS NOT NULL OR v.confirmed_on IS NOT NULL)))))",
    ),
    "answer_stays_as_given": (
        "mentoring_mentoranswer",
        "UPDATE",
        "NEW.link_id <> OLD.link_id OR NEW.agreement_id <> OLD.agreement_id OR NEW.kind <> OLD.kind "
        "OR NEW.name <> OLD.name OR NEW.note <> OLD.note "
        "OR NEW.number <> OLD.number OR NEW.words <> OLD.words OR NEW.fingerprint <> OLD.fingerprint "
        "OR NEW.answered_at <> OLD.answered_at",
    ),
    # So does a message, which is kept as it was said until another one replaces it.
    "message_through_a_live_link": (
        "mentoring_mentormessage",
        "INSERT",
        "EXISTS (SELECT 1 FROM mentoring_sharelink l WHERE l.id = NEW.link_id "
        "AND (NEW.sent_at > l.expires_at OR NEW.sent_at > l.revoked_at))",
    ),
    "message_stays_as_sent": (
        "mentoring_mentormessage",
        "UPDATE",
        "NEW.link_id <> OLD.link_id OR NEW.agreement_id <> OLD.agreement_id OR NEW.kind <> OLD.kind "
        "OR (NEW.text <> OLD.text AND NEW.replaced_at IS NULL) OR NEW.session_at DIFFERS OLD.session_at "
        "OR NEW.sent_at <> OLD.sent_at OR NEW.sent_on <> OLD.sent_on OR NEW.number <> OLD.number "
        "OR (OLD.opened_on IS NOT NULL AND NEW.opened_on DIFFERS OLD.opened_on) "
        "OR (OLD.replaced_at IS NOT NULL AND NEW.replaced_at DIFFERS OLD.replaced_at)",
    ),
    "suggestion_stays_as_given": (
        "mentoring_suggestion",
        "UPDATE",
        "NEW.answer_id <> OLD.answer_id OR NEW.clause <> OLD.clause OR NEW.before <> OLD.before "
        "OR NEW.text <> OLD.text",
    ),
}


# How each database counts the days from one day to another; moments count by the day they fall on.
DAYS = {
    "sqlite": r"CAST(julianday(date(\1)) - julianday(date(\2)) AS INTEGER)",
    "postgresql": r"(CAST(\1 AS date) - CAST(\2 AS date))",
}


def _of_vendor(vendor: str, condition: str) -> str:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    for name, number in NUMBERS.items():
        condition = condition.replace(name, str(number))
    counted = re.sub(r"DAYS\(([\w.]+), ((?:COALESCE\([^)]*\))|[\w.]+)\)", DAYS[vendor], condition)
    return counted.replace("DIFFERS", differs)


def statements(vendor: str, tables: list[str]) -> Iterator[str]:
    """The SQL that lays every rule about these tables, whether it is there or not."""
    # After and not before: a constraint that is broken too says so first.
    for name, (table, event, condition) in RULES.items():
        if table not in tables:
            continue  # migrated back to an earlier release
        if vendor == "sqlite":
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW "
                f"WHEN {_of_vendor(vendor, condition)} BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )
        else:
            yield (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                # The code of a broken check, so that it is the same failure as with a constraint.
                f"IF {_of_vendor(vendor, condition)} THEN "
                f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF; "
                "RETURN NEW; END $$"
            )
            yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
            yield f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def lift(using: str, **kwargs) -> None:
    """Take the rules away before `migrate`: SQLite remakes no table that a rule of another one names."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in RULES:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def lay(using: str, **kwargs) -> None:
    """Lay the rules in a database that has the tables; called after `migrate`."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor, connection.introspection.table_names(cursor)):
            cursor.execute(statement)

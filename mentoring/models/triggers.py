"""What the database refuses by itself and no constraint can say: to rewrite what two people have agreed on.

Constraints look at one row as it is; these rules compare it with what it was, or with another table. They are
laid again after every `migrate`, because SQLite remakes a table to change it and its triggers go with the old one.
"""

from collections.abc import Iterator

from django.db import connections

# Name of the rule: the table, the event, and the condition under which it is refused. DIFFERS compares two
# values of which either may be unknown.
RULES = {
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
        "SELECT 1 FROM mentoring_mentoranswer a JOIN mentoring_sharelink l ON l.id = a.link_id "
        "WHERE l.agreement_id = NEW.id AND a.kind = 'yes' AND a.number = NEW.number "
        "AND a.words = NEW.confirmed_words)",
    ),
    # A link shows one agreement, for no longer than it was made for; switched off, it stays so.
    "sharelink_shows_one_agreement": (
        "mentoring_sharelink",
        "UPDATE",
        "NEW.agreement_id <> OLD.agreement_id OR NEW.expires_at > OLD.expires_at "
        "OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at DIFFERS OLD.revoked_at)",
    ),
    # An answer comes through a link that works.
    "answer_through_a_live_link": (
        "mentoring_mentoranswer",
        "INSERT",
        "EXISTS (SELECT 1 FROM mentoring_sharelink l WHERE l.id = NEW.link_id "
        "AND (NEW.answered_at > l.expires_at OR NEW.answered_at > l.revoked_at))",
    ),
    # What the link does not show yet cannot be answered. Earlier versions were answered when it showed those.
    "answer_to_a_version_shown": (
        "mentoring_mentoranswer",
        "INSERT",
        "EXISTS (SELECT 1 FROM mentoring_sharelink l JOIN mentoring_mentoragreement a ON a.id = l.agreement_id "
        "WHERE l.id = NEW.link_id AND NEW.number > a.number)",
    ),
    "answer_stays_as_given": (
        "mentoring_mentoranswer",
        "UPDATE",
        "NEW.link_id <> OLD.link_id OR NEW.kind <> OLD.kind OR NEW.name <> OLD.name OR NEW.note <> OLD.note "
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
                f"WHEN {condition.replace('DIFFERS', 'IS NOT')} BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )
        else:
            yield (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                # The code of a broken check, so that it is the same failure as with a constraint.
                f"IF {condition.replace('DIFFERS', 'IS DISTINCT FROM')} THEN "
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

"""What makes a contact be found by words: they are kept beside its texts and tags and follow every change of them."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import connection, models, transaction

from ..search import Sought, all_of, kept_words
from .base import OwnedQuerySet
from .full_text import standing
from .tags import Tag

AT_ONCE = 1000


class FoundByWordsQuerySet(OwnedQuerySet):
    searcher: int | None = None  # whose records these are, once that was said

    def owned_by(self, user) -> Self:
        """The records of one person; the index of words is asked for theirs only."""
        found = super().owned_by(user)
        found.searcher = getattr(user, "pk", user)
        return found

    def _clone(self):
        clone = super()._clone()
        clone.searcher = self.searcher
        return clone

    def search(self, words: str) -> Self:
        """Those in which every word stands in name, role, company, place, notes or a tag.

        What counts as a word, and that the last may be unfinished, stands in search.py. ValueError when it is
        not said before whose records they are (`owned_by`).
        """
        return self.with_words(all_of(words))

    def with_words(self, sought: Sought) -> Self:
        """Those in which stands what is sought; ValueError as for `search`."""
        if self.searcher is None:
            raise ValueError("Say whose records first: owned_by(...)")
        return self.filter(standing(sought, self.searcher))

    def bulk_create(self, objs, *args, **kwargs):
        """Many at once, found by their words; tags come afterwards, see `refresh_words`."""
        objs = list(objs)
        for record in objs:
            record.words = kept_words(record.name, record.told)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        """Many at once; those whose texts changed are found by the new ones."""
        objs = list(objs)
        with transaction.atomic():
            changed = super().bulk_update(objs, fields, *args, **kwargs)
            if self.model.TOLD.intersection(fields):
                self.model.refresh_words(self.model.objects.filter(pk__in=[record.pk for record in objs]))
        return changed


class FoundByWords(models.Model):
    """A record of one owner with a name, texts and tags that is found by the words in them."""

    # Derived from the texts and the tags by whatever changes them.
    words = models.TextField(default="", editable=False)

    # Fields of the record itself.
    name: Any
    role: Any
    company: Any
    place: Any
    notes: Any
    tags: Any

    TOLD = frozenset({"name", "role", "company", "place", "notes"})

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        """Save; the words by which it is found follow its texts and tags."""
        if update_fields is None or self.TOLD.intersection(update_fields):
            self.words = self.words_with([] if self._state.adding else Tag.objects.filter(contacts=self.pk))
            update_fields = update_fields if update_fields is None else {*update_fields, "words"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def told(self) -> tuple[str, ...]:
        """What is written about it, besides the name and the tags."""
        return (self.role, self.company, self.place, self.notes)

    def words_with(self, tags: Iterable[Tag]) -> str:
        """The words by which it is found when it has these tags."""
        return kept_words(self.name, self.told) + "".join(tag.kept_words for tag in tags)

    @classmethod
    def refresh_words(cls, records: models.QuerySet) -> None:
        """Derive the words of these records again, from their texts and tags.

        Needed only after what passes `save()` and the tags of a record by: rows written straight into
        `tags.through`, and `update()` of a name, role, company, place or note. `bulk_create` and `bulk_update`
        see to it themselves; for one tag on many contacts, `Tag.noted` is faster.
        """
        update = f"UPDATE {connection.ops.quote_name(cls._meta.db_table)} SET words = %s WHERE id = %s"  # noqa: S608
        pks = list(records.order_by().values_list("pk", flat=True).distinct())
        told = cls._default_manager.only(*cls.TOLD).prefetch_related("tags")
        with transaction.atomic(), connection.cursor() as cursor:
            for start in range(0, len(pks), AT_ONCE):
                some = told.filter(pk__in=pks[start : start + AT_ONCE])
                cursor.executemany(update, [(one.words_with(one.tags.all()), one.pk) for one in some])

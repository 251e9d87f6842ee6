"""What makes a contact be found by words: they are kept beside its texts and tags and follow every change of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from django.db import models, transaction

from ..identity.fields import ADDRESSES, NAME, SEARCHED
from ..search.words import Sought, all_of, kept_words
from .base import OwnedQuerySet
from .bulk_writes import insert_facts, insert_rows
from .full_text import contains_words
from .tags import Tag


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
        """Those in which every word stands in the name, an address, a number, a text or a tag.

        What counts as a word, and that the last may be unfinished, stands in search.py. ValueError when it is
        not said before whose records they are (`owned_by`).
        """
        return self.with_words(all_of(words))

    def with_words(self, sought: Sought) -> Self:
        """Those in which stands what is sought; ValueError as for `search`."""
        if self.searcher is None:
            raise ValueError("Say whose records first: owned_by(...)")
        return self.filter(contains_words(sought, self.searcher))

    def bulk_create(self, objs, *args, **kwargs):
        """Many at once, found by their words; tags come afterwards, see `Contact.derive`."""
        objs = list(objs)
        for record in objs:
            record.words = record.words_with([])
        return super().bulk_create(objs, *args, **kwargs)

    def create_tagged(
        self, records: Sequence[tuple[Mapping[str, Any], Mapping[int, Tag]]], **shared: Any
    ) -> list[int]:
        """Many at once by their columns, form keys among them, and their tags, found by both; returns their keys.

        The tags stand by their own keys. What is `shared` stands in all of them. Asked of the records of their owner:
        the index of form keys is by owner.
        """
        contacts: Any = self.model  # knows its tags
        words_of: dict[int, str] = {}
        for _facts, tags in records:
            words_of |= {pk: tag.kept_words for pk, tag in tags.items() if pk not in words_of}
        told = [
            {**facts, "words": contacts.words_of(facts, [words_of[pk] for pk in sorted(tags)])}
            for facts, tags in records
        ]
        insert_facts(contacts, told, **shared)
        made = self.filter(form_key__among=[facts["form_key"] for facts in told])
        # Keys are given in the order in which records come in. Asked in that order, SQLite would look at everybody.
        keys = sorted(made.order_by().values_list("pk", flat=True))
        tagged = zip(keys, (tags for _facts, tags in records), strict=True)
        contacts.write_tags([(key, tag) for key, tags in tagged for tag in tags])
        return keys

    def bulk_update(self, objs, fields, *args, **kwargs):
        """Many at once; those whose texts changed are found by the new ones."""
        objs = list(objs)
        with transaction.atomic():
            changed = super().bulk_update(objs, fields, *args, **kwargs)
            if self.model.SEARCHED.intersection(fields):
                self.model.derive([record.pk for record in objs])
        return changed


class FoundByWords(models.Model):
    """A record of one owner with a name, texts and tags that is found by the words in them."""

    # Derived from the texts and the tags by whatever changes them.
    words = models.TextField(default="", editable=False)

    # Of the record itself.
    name: Any
    tags: Any

    SEARCHED = frozenset({*SEARCHED, *ADDRESSES})

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        """Save; the words by which it is found follow its texts and tags."""
        if update_fields is None or self.SEARCHED.intersection(update_fields):
            self.words = self.words_with([] if self._state.adding else Tag.objects.filter(contacts=self.pk))
            update_fields = update_fields if update_fields is None else {*update_fields, "words"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def searchable_text(self) -> tuple[str, ...]:
        """What is written about it, besides the name and the tags."""
        return tuple(getattr(self, name) for name in SEARCHED if name != NAME.name)

    def words_with(self, tags: Iterable[Tag]) -> str:
        """The words by which it is found when it has these tags."""
        facts = {name: getattr(self, name) for name in self.SEARCHED}
        in_order = sorted(tags, key=lambda tag: tag.pk)
        return self.words_of(facts, (tag.kept_words for tag in in_order))

    @classmethod
    def words_of(cls, facts: Mapping[str, str], of_tags: Iterable[str]) -> str:
        """The same by what stands in the fields; a field that is not named is empty."""
        texts, addresses = (
            (facts.get(name, "") for name in names if name != NAME.name) for names in (SEARCHED, ADDRESSES)
        )
        return kept_words(facts[NAME.name], texts, addresses) + "".join(of_tags)

    @classmethod
    def write_tags(cls, pairs: Sequence[tuple[int, int]]) -> None:
        """Give records tags, by the keys of both; the words have to follow by themselves."""
        if pairs:
            insert_rows(cls.tags.through, [cls.tags.field.m2m_column_name(), "tag_id"], pairs)

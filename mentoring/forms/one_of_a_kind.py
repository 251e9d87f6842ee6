"""What a form adds whose record there is only one of: a letter of one kind, the week, the review of a day."""


class OneOfAKind:
    """For a form of a record of which there is only one, told apart by the fields in `which`; it stands firm."""

    which: tuple[str, ...]

    def clean_opened_at(self) -> int:
        """A window opened before there was a record has seen none: what stands there now is shown first."""
        opened_at = self.cleaned_data["opened_at"]
        if opened_at is None and self.data.get("form_key") == str(self.instance.form_key):
            return self.instance.revision  # the same form, sent twice
        return opened_at or 0

    def _check_revision(self):
        # The same form with other words, from the way back or a copy of the tab, has seen none either.
        is_same = "opened_at" not in self.data and self.data.get("form_key") == str(self.instance.form_key)
        if is_same and self.changed_against(self.as_it_stands(self.instance)):
            self.cleaned_data["opened_at"] = 0
        super()._check_revision()

    def _get_validation_exclusions(self):
        # They are no fields of the form; that there is only one holds for them all the same.
        return super()._get_validation_exclusions() - {*self.which}

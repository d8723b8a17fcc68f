"""What the forms of all sections share."""

from typing import Any

from django import forms


class SectionForm(forms.Form):
    """`initial` are the values of the application by name (`queries.values_by_section`).

    `version` is the one that the form was opened with, so that the second of two editors is told.
    """

    version = forms.Field(widget=forms.HiddenInput, required=False)

    def saved_version(self) -> int:
        """The version the form was opened with; 0, which no draft has, if it cannot be read."""
        version = str(self.cleaned_data.get("version") or "")
        return int(version) if version.isdecimal() and len(version) < 10 else 0

    def values(self) -> dict[str, Any]:
        """Fields of the application to save."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.base_fields and name != "version"
        }

    def lists(self) -> dict[str, list[dict[str, Any]]]:
        """Lists of the application to replace, by name; none where the section asks for none."""
        return {}

    def typed(self) -> dict[str, Any]:
        """Everything the section says, by field of the application, to compare two editors."""
        return {**self.lists(), **self.values()}

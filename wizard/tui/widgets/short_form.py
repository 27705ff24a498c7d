"""A form of one question, for screens that ask for one thing."""

from __future__ import annotations

from wizard.tui.form import ModelForm


class ShortForm(ModelForm):
    """A form that nobody wants to edit as JSON."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """All that a form can do, but for that."""
        return action != "json" and super().check_action(action, parameters)

"""Form with a single question."""

from __future__ import annotations

from wizard.tui.form import ModelForm


class ShortForm(ModelForm):
    """Form without JSON editing."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable JSON editing."""
        return action != "json" and super().check_action(action, parameters)

"""Offer to fill the fields that a paste names; nothing is filled without asking."""

from __future__ import annotations

from collections.abc import Callable

from wizard.forms.paste import lines_unified, recognise
from wizard.tui.form.actions import FormActions
from wizard.tui.form.dialogs import PasteDialog


def offer_paste(form: FormActions, text: str, otherwise: Callable[[], None] | None) -> bool:
    """Return whether ``text`` names fields of ``form``; if so, offer to fill them.

    otherwise: called if the user wants the text inserted where it was pasted.
    """
    offer = recognise(lines_unified(text), form.state)
    if offer is None:
        return False

    def answer(chosen: str | None) -> None:
        if chosen == PasteDialog.FILL:
            offer.apply(form.state)
            form.changed(())
            filled = [fill.loc for fill in offer.fills]
            if form.focused_loc not in filled:
                missing = [error.loc for error in form.state.read().errors]
                any(map(form.go_to, [*missing, *filled]))  # the first one that is a field
        elif chosen == PasteDialog.TEXT and otherwise is not None:
            otherwise()

    form.app.push_screen(PasteDialog(offer, as_text=otherwise is not None), answer)
    return True

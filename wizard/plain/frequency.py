"""How often, in the same words however it was typed."""

from __future__ import annotations

from typing import Any

from wizard.frequency import FrequencyText
from wizard.plain.renderers import ScalarLines
from wizard.plain.rendering import renders


@renders(FrequencyText)
class FrequencyLine(ScalarLines):
    """A frequency: ``30m`` is said as every 30 minutes."""

    def show_value(self, control: FrequencyText, raw: Any) -> str:
        return super().show_value(control, control.codec.format(raw))

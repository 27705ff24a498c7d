"""What the machine that tests run on may have set, and what would change them."""

from __future__ import annotations

UNWANTED = (
    "CLARM_SESSION", "CLARM_SESSION_FILE", "CLARM_API_KEY", "CLARM_API_URL", "CLARM_WIZARD_DEV",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy",
    "CLARM_WIZARD_STOCK_TERMINAL",
    "NO_COLOR", "COLORTERM", "SSH_CONNECTION", "SSH_TTY", "TEXTUAL", "TEXTUAL_LOG", "TMUX",
)  # fmt: skip

"""What every face does above the flow: beginning, keeping drafts, and sending."""

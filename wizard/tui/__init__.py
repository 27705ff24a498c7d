"""Full-screen (Textual) interface of the wizard."""

"""The wizard on the screen."""

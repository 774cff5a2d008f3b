"""The pages of applying, as models."""

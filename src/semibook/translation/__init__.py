"""Catalogues, their messages, and whether a translation says what the English says."""

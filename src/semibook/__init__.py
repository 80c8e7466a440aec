"""Shared parts of the book that recomputes Japan's semiconductor strategy."""

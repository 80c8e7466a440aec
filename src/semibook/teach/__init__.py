"""Lessons: plan, worksheet, key and all else that a class needs, made from one source a lesson."""

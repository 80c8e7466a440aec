"""Figures by shape: each module draws one, from a frame and the words that it is given.

A function takes values in the unit of the axis and the texts that stand in the picture, and returns
the figure; title, measure and source are put around it by `Chapter.figure`.
"""

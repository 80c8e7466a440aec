"""The data: vintages, their schema, frames and intervals of what is printed."""

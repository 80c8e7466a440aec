"""The third step: the rows beneath a header, each cell in the form of its column."""

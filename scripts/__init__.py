"""Tools of the developers and the container; no part of the installed package."""

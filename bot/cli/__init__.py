"""The operator's commands, a file for each group; ``bot/__main__.py`` puts them together.

Every command ends with 0 (good), 1 (an expected failure), 2 (wrong use or configuration) or 130
(interrupted), and says what went wrong in one line with what to do about it.
"""

"""Shared by every test run: the clause marker and its evidence."""

pytest_plugins = ['tests.clause_plugin']

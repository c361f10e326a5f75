"""What `make test` stands on: its databases, its jobs, the lanes that run them, their evidence."""

from .databases import TestHouse, alone, provide

__all__ = ['TestHouse', 'alone', 'provide']

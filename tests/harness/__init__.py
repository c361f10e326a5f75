"""A real server, a real browser, real mails: what the tests outside the addon stand on."""

from .long_form import pick
from .site import Site, TravellingSite

__all__ = ['Site', 'TravellingSite', 'pick']

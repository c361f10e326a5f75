"""Refusals that the pages of the house answer with their own HTTP status."""
from http import HTTPStatus

from odoo.exceptions import UserError


class ConsentMissing(UserError):
    """A membership was about to be paid without its contract accepted (clause 000-05)."""

    http_status = HTTPStatus.BAD_REQUEST


class FormError(UserError):
    """A public form was sent with values that cannot be right.

    :param dict errors: field name → sentence for the visitor.
    """

    http_status = HTTPStatus.BAD_REQUEST

    def __init__(self, errors):
        super().__init__('\n'.join(errors.values()))
        self.errors = errors


class NoAnswer(UserError):
    """A payment provider was called, and nobody knows what it did."""

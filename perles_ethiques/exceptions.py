"""Refusals that the pages of the house answer with their own HTTP status."""
from http import HTTPStatus

from odoo.exceptions import UserError


class PaymentRefused(UserError):
    """A payment that the house refuses before anything is asked of a provider."""

    http_status = HTTPStatus.BAD_REQUEST


class ConsentMissing(PaymentRefused):
    """A membership was about to be paid without its contract accepted (clause 000-05)."""


class PricesLapsed(PaymentRefused):
    """An order was about to be paid at member prices by who is no member now (clause 000-21)."""


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

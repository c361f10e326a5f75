"""Refusals that the pages of the house answer with their own HTTP status."""
from http import HTTPStatus
from math import isfinite

from odoo.exceptions import UserError

# What a column of whole numbers holds.
MOST_WHOLE = 2**31 - 1


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


class NotANumber(UserError):
    """What is no number, or has no end, was about to be written where a number is kept."""

    @classmethod
    def refuse(cls, records, vals):
        """Refuse values that are no numbers, in words, before they are kept.

        :param records: of the model that is about to be written.
        :param dict vals: field name → value.
        :raise NotANumber: naming the field.
        """
        for name, value in vals.items():
            field = records._fields.get(name)
            if field and field.type in ('float', 'monetary', 'integer') and value:
                if not _is_number(value, field.type):
                    raise cls(records.env._(
                        "%(field)s: a number is expected, not “%(value)s”.",
                        field=field._description_string(records.env), value=str(value)[:40],
                    ))


def _is_number(value, kind):
    try:
        number = float(value)
    except (TypeError, ValueError):
        return False
    return isfinite(number) and (kind != 'integer' or abs(number) <= MOST_WHOLE)

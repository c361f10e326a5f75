"""Between which values the settings of a company lie: where the law or sense ends.

One home for the constraints of the database, for the upgrade that brings older values within
them, and for the tests.
"""

# field of `res.company` → lowest, highest, and what is said to whoever leaves these bounds.
BOUNDS = {
    # a contract concluded online is kept ten years (code de la consommation, D213-2)
    'perles_evidence_years': (10, 30, "Acceptances are kept from 10 to 30 years."),
    # L221-18: fourteen days at least; L221-24: paid back within fourteen at most
    'perles_withdrawal_days': (14, 60, "The withdrawal period lasts from 14 to 60 days."),
    'perles_refund_days': (1, 14, "A withdrawal is paid back within 1 to 14 days."),
    # L215-1: the notice leaves from three months to one before the end
    'perles_notice_earliest': (1, 3, "The notice leaves 1 to 3 months before the end."),
    'perles_notice_months': (1, 3, "The notice leaves 1 to 3 months before the end."),
    'perles_notice_latest': (1, 3, "The notice leaves 1 to 3 months before the end."),
    # L215-1: what was paid beyond the end is paid back within thirty days
    'perles_termination_refund_days': (1, 30, "A termination is paid back within 1 to 30 days."),
    'perles_proof_hours': (1, 168, "The joining link is valid from 1 to 168 hours."),
    'perles_joining_per_email': (1, 50, "From 1 to 50 joining mails leave in an hour."),
    'perles_joining_per_address': (1, 1000, "From 1 to 1000 forms are taken in an hour."),
    # never before the longest link is over
    'perles_unproved_days': (7, 90, "Unproved forms are kept from 7 to 90 days."),
    'perles_due_days': (0, 90, "A renewal is due within 0 to 90 days."),
    'perles_reminder_days': (1, 90, "The first reminder leaves 1 to 90 days late."),
    'perles_second_reminder_days': (2, 180, "The second reminder leaves 2 to 180 days late."),
    'perles_suspend_days': (3, 365, "Rights are suspended 3 to 365 days late."),
    'perles_close_days': (4, 730, "A membership is closed 4 to 730 days late."),
    'perles_preview_days': (0, 365, "A preview lasts from 0 to 365 days."),
    'perles_opening_hour': (0, 23.99, "The shop opens between 0:00 and 23:59."),
    'perles_offer_days': (1, 365, "An offer stands between 1 and 365 working days."),
    'perles_care_days': (0, 365, "A step of care is late after 0 to 365 days."),
    'perles_refresh_months': (1, 60, "Wishes are confirmed after 1 to 60 months."),
    'perles_dormant_months': (1, 60, "Wishes fall dormant after 1 to 60 months."),
    'perles_wake_days': (0, 365, "A rank is kept from 0 to 365 days."),
    'perles_quotation_days': (1, 365, "A quotation stands from 1 to 365 days."),
    'perles_quotation_merge_days': (0, 60, "Lots join a quotation within 0 to 60 days."),
    'perles_instalment_number': (2, 12, "The number of shares lies between 2 and 12."),
    'perles_instalment_threshold': (0, 10**6, "The threshold lies between 0 and 1000000."),
    'perles_instalment_fee': (0, 10**4, "The fee lies between 0 and 10000."),
}


def bounds(name):
    """What a constraint of the database needs to hold a setting.

    A number that is none is above every bound for the database.

    :param str name: a key of `BOUNDS`.
    :return: (definition, message), both str
    """
    low, high, words = BOUNDS[name]
    return f'CHECK({name} >= {low} AND {name} <= {high})', words

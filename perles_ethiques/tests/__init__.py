from . import test_membership_payment

from . import mailing_subscription
from . import res_partner

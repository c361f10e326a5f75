from . import mailing_contact
from . import mailing_subscription
from . import res_partner

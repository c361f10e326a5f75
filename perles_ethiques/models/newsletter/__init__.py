from . import link_tracker
from . import mail_push_device
from . import mailing_contact
from . import mailing_subscription
from . import perles_membership
from . import res_partner

from . import perles_membership
from . import perles_membership_announcement
from . import perles_membership_mail
from . import perles_membership_legal_notice
from . import perles_membership_rehearsal

from . import perles_membership
from . import perles_membership_actions
from . import perles_membership_figure
from . import perles_membership_page
from . import perles_membership_withdrawal
from . import perles_termination
from . import perles_termination_apply
from . import perles_termination_match

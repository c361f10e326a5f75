from . import payment_transaction
from . import perles_joining
from . import perles_joining_contact
from . import perles_joining_proof
from . import perles_membership
from . import res_country
from . import res_users

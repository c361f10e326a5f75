from . import perles_account_request
from . import perles_sign_in_failure
from . import res_users

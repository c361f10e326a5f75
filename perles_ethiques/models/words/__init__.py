from . import ir_http
from . import ir_qweb_field_date
from . import ir_qweb_field_datetime
from . import website

from . import ir_http
from . import ir_qweb_field_date
from . import ir_qweb_field_datetime
from . import product_attribute_value
from . import product_template_attribute_value
from . import website

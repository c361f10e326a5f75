from . import test_days
from . import test_native_scripts_pages

from . import test_member_orders_pages
from . import test_member_prices
from . import test_member_prices_orders
from . import test_member_prices_pages
from . import test_member_prices_team
from . import test_shop_filter_pages
from . import test_shop_words_pages

import { patch } from "@web/core/utils/patch";
import {
    AddToCartNotification,
} from "@website_sale/js/notification/add_to_cart_notification/add_to_cart_notification";
import {
    CartNotification,
} from "@website_sale/js/notification/cart_notification/cart_notification";

// The lines of the notification bear one more word: whether VAT is in their price.
for (const notification of [AddToCartNotification, CartNotification]) {
    notification.props.lines.element.shape.perles_tax_word = { type: String, optional: true };
}

patch(AddToCartNotification.prototype, {
    /** Override of `website_sale`, which shows an amount alone. */
    getFormattedPrice(line) {
        return `${super.getFormattedPrice(line)} ${line.perles_tax_word || ""}`.trimEnd();
    },
});

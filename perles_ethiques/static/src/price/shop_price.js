import { patch } from "@web/core/utils/patch";
import { WebsiteSale } from "@website_sale/interactions/website_sale";

// The price of the variant that is chosen, with its tax words and its unit, as the server says it.
patch(WebsiteSale.prototype, {
    /** Override of `website_sale`, which only writes a number. */
    _onChangeCombination(ev, parent, combination) {
        super._onChangeCombination(...arguments);
        const price = parent.querySelector(".product_price .pe-shop-price");
        for (const [part, words] of Object.entries(price ? combination.perles_price : {})) {
            price.querySelector(`.pe-shop-price-${part}`).textContent = words;
        }
    },
});

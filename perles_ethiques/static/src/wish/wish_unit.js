import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Propose the unit of the type that is chosen, until one is chosen by hand. */
export class WishUnit extends Interaction {
    static selector = "#wish_form[data-units]";
    dynamicContent = {
        "#categ_id": { "t-on-change": this.proposeUnit },
        "#unit": { "t-on-change": () => (this.isChosen = true) },
    };

    setup() {
        this.units = JSON.parse(this.el.dataset.units);
        this.isChosen = false;
    }

    proposeUnit(ev) {
        const unit = this.units[ev.currentTarget.value];
        if (unit && !this.isChosen) {
            this.el.querySelector("#unit").value = unit;
        }
    }
}

registry.category("public.interactions").add("perles_ethiques.wish_unit", WishUnit);

import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Keep the button of the joining form disabled until the contract is accepted. Without script
 * the button stays usable, and the server refuses a form whose box is not ticked.
 */
export class JoiningForm extends Interaction {
    static selector = "#joining_form";
    dynamicContent = {
        "[name=accept_terms]": { "t-on-change": () => {} }, // the button is drawn again after it
        "[type=submit]": { "t-att-disabled": () => !this.box.checked },
    };

    setup() {
        this.box = this.el.querySelector("[name=accept_terms]");
    }
}

registry.category("public.interactions").add("perles_ethiques.joining_form", JoiningForm);

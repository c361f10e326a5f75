import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Pre-reserve without leaving the page: the answer stands where the button was. Without script
 * the form is posted as any other, and the server answers with a page.
 */
export class TakeForm extends Interaction {
    static selector = ".pe-take-form";
    dynamicContent = {
        _root: { "t-on-submit.prevent": this.onSubmit },
        "[type=submit]": { "t-att-disabled": () => this.isSending || !!this.answer.url },
        "[data-answer]": {
            "t-att-class": () => ({ "pe-error": !this.answer.url, "pe-notice": !!this.answer.url }),
            "t-out": () => this.answer.sentence,
        },
        "[data-next]": {
            "t-att-class": () => ({ "d-none": !this.answer.url }),
            "t-att-href": () => this.answer.url,
            "t-out": () => this.answer.label,
        },
    };

    setup() {
        this.isSending = false;
        this.answer = {};
    }

    async onSubmit() {
        this.isSending = true;
        try {
            const response = await this.waitFor(
                fetch(this.el.action, {
                    method: "POST",
                    headers: { Accept: "application/json" },
                    body: new FormData(this.el),
                })
            );
            this.answer = await this.waitFor(response.json());
        } catch {
            // what cannot be read as an answer is asked again the plain way
            this.el.submit();
        }
        this.isSending = false;
        this.updateContent();
    }
}

registry.category("public.interactions").add("perles_ethiques.take_form", TakeForm);

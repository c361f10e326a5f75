import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Pre-reserve without leaving the page: the answer stands where the button was, and whatever
 * asked for an answer goes away. Without script the form is posted as any other, and the server
 * answers with a page; so is the button that declines.
 */
export class TakeForm extends Interaction {
    static selector = ".pe-take";
    dynamicContent = {
        ".pe-take-form": { "t-on-submit": this.onSubmit },
        "[type=submit]": { "t-att-disabled": () => this.isSending },
        "[data-before]": { "t-att-class": () => ({ "d-none": !!this.answer.url }) },
        "[data-answer]": {
            "t-att-class": () => ({
                "pe-error": this.answer.sentence && !this.answer.url,
                "pe-notice pe-tone--ok": !!this.answer.url,
            }),
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

    async onSubmit(ev) {
        if (ev.submitter && "plain" in ev.submitter.dataset) {
            return;
        }
        ev.preventDefault();
        const form = ev.currentTarget;
        this.isSending = true;
        try {
            const response = await this.waitFor(
                fetch(form.action, {
                    method: "POST",
                    headers: { Accept: "application/json" },
                    body: new FormData(form),
                })
            );
            this.answer = await this.waitFor(response.json());
        } catch {
            // what cannot be read as an answer is asked again the plain way
            form.submit();
        }
        this.isSending = false;
        this.updateContent();
        if (this.answer.url) {
            this.el.querySelector("[data-next]").focus();
        }
    }
}

registry.category("public.interactions").add("perles_ethiques.take_form", TakeForm);

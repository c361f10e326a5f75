import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Pre-reserve without leaving the page when it is refused. Without script the form is posted as
 * any other, and the server answers with a page.
 */
export class TakeForm extends Interaction {
    static selector = ".pe-take-form";
    dynamicContent = {
        _root: { "t-on-submit.prevent": this.onSubmit },
        "[type=submit]": { "t-att-disabled": () => this.isSending },
        "[data-answer]": { "t-out": () => this.sentence },
    };

    setup() {
        this.isSending = false;
        this.sentence = "";
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
            const answer = await this.waitFor(response.json());
            if (response.ok) {
                window.location.assign(answer.url);
                return;
            }
            this.sentence = answer.sentence;
        } catch {
            // what cannot be read as an answer is asked again the plain way
            this.el.submit();
        }
        this.isSending = false;
        this.updateContent();
    }
}

registry.category("public.interactions").add("perles_ethiques.take_form", TakeForm);

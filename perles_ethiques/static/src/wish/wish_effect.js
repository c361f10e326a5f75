import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Tell what an edit does to the rank of a wish while it is typed. What was told is sent along,
 * so that the server saves at once; without script the server tells it, then asks again.
 */
export class WishEffect extends Interaction {
    static selector = "#wish_form[data-wish]";
    dynamicContent = {
        _root: { "t-on-input": this.debounced(this.askEffect, 500) },
        ".pe-wish-effect": {
            "t-out": () => this.effect,
            "t-att-class": () => ({ "pe-notice": this.effect, "pe-tone--wait": this.effect }),
        },
    };

    setup() {
        this.told = this.el.querySelector("[name=told]");
        this.effect = this.told.value;
    }

    async askEffect() {
        const data = new FormData(this.el);
        const post = Object.fromEntries([...data].filter(([, value]) => typeof value === "string"));
        let answer;
        try {
            answer = await this.waitFor(
                rpc(
                    `/my/wishes/${this.el.dataset.wish}/effect`,
                    { post, value_ids: data.getAll("value_ids") },
                    { silent: true },
                ),
            );
        } catch {
            // signed out, or no network: the server tells it when the form is sent
            answer = { effect: "", changes: false };
        }
        this.effect = answer.effect;
        this.told.value = answer.changes ? answer.effect : "";
    }
}

registry.category("public.interactions").add("perles_ethiques.wish_effect", WishEffect);

import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const PANEL = "#wish_panel";

/**
 * Open a wish in its own row of the list, to be edited in place. Without script, and for whoever
 * opens it in another tab, the link leads to the page of the wish, which holds the same form.
 */
export class WishRows extends Interaction {
    static selector = ".pe-wishes";
    dynamicContent = {
        "th a": {
            "t-on-click": (ev) => this.toggleRow(ev),
            "t-att-aria-expanded": (link) => String(link === this.link),
        },
        _root: { "t-on-keydown": (ev) => ev.key === "Escape" && this.closeRow(true) },
    };

    async toggleRow(ev) {
        const link = ev.currentTarget;
        if (ev.ctrlKey || ev.metaKey || ev.shiftKey) {
            return;
        }
        ev.preventDefault();
        if (link === this.link) {
            this.closeRow();
            return;
        }
        let panel;
        try {
            const page = await this.waitFor(fetch(link.href).then((answer) => answer.text()));
            panel = new DOMParser().parseFromString(page, "text/html").querySelector(PANEL);
        } catch {
            // said by the page itself, below
        }
        if (!panel) {
            window.location.assign(link.href);
            return;
        }
        this.closeRow();
        this.openRow(link, document.importNode(panel, true));
    }

    openRow(link, panel) {
        this.link = link;
        this.row = document.createElement("tr");
        this.row.className = "pe-wish-row-open";
        const cell = this.row.appendChild(document.createElement("td"));
        cell.colSpan = link.closest("tr").cells.length;
        cell.append(panel);
        this.insert(this.row, link.closest("tr"), "afterend");
        const first = this.row.querySelector("#quantity") || this.row.querySelector("button, a");
        first?.focus();
    }

    closeRow(focus = false) {
        if (!this.row) {
            return;
        }
        this.services["public.interactions"].stopInteractions(this.row);
        this.row.remove();
        if (focus) {
            this.link.focus();
        }
        this.row = this.link = null;
    }
}

registry.category("public.interactions").add("perles_ethiques.wish_rows", WishRows);

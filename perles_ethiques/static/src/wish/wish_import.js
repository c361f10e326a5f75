import { BaseImportModel } from "@base_import/import_model";
import { patch } from "@web/core/utils/patch";

/** What a test of a table of wishes has understood is said line by line, before it is imported. */
patch(BaseImportModel.prototype, {
    async _callImport(dryrun, args) {
        const answer = await super._callImport(dryrun, args);
        if (dryrun && answer.understood?.length) {
            this._addMessage("info", answer.understood);
        }
        return answer;
    },
});

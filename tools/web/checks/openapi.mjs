// Lints an OpenAPI description by Redocly's recommended rules: `node openapi.mjs openapi.json`.
// Prints what it finds as JSON, a list; nothing is loaded from another host.
import { createConfig, lint } from "@redocly/openapi-core";

const config = await createConfig({
  extends: ["recommended-strict"],
  // A municipality that cannot give a licence says why in the description.
  rules: { "info-license": "off" },
});
const problems = await lint({ ref: process.argv[2], config });
const found = problems.map(({ ruleId, message, location }) => ({
  rule: ruleId,
  message,
  place: location[0].pointer,
}));
console.log(JSON.stringify(found));

// axe is loaded before; the answer is one line for each element that violates a rule.
const done = arguments[arguments.length - 1];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe.run(document, { runOnly: tags, resultTypes: ["violations"] }).then(
  ({ violations }) => done({
    violations: violations.flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}\n    ${node.html.slice(0, 200)}\n    ${(node.failureSummary ?? "").replace(/\n/g, "\n    ")}`)),
  }),
  (error) => done({ error: String(error) }),
);

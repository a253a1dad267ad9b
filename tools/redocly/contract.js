// Rules about the contract that look at several places. `redocly.yaml` has the others.

// A permission or a rate limit that is named stands in the list at the top of the document.
function KnownNames() {
  const listed = {};
  const check = (node, { report, location }, key, list) => {
    for (const name of [node[key] ?? []].flat()) {
      if (!(name in listed[list])) {
        report({ message: `${list} has no ${name}.`, location: location.child(key) });
      }
    }
  };
  const permissions = (node, context) => check(node, context, "x-imgix-permission", "x-imgix-permissions");
  return {
    Root(root) {
      for (const list of ["x-imgix-permissions", "x-imgix-rate-limits"]) listed[list] = root[list] ?? {};
    },
    Operation(operation, context) {
      permissions(operation, context);
      check(operation, context, "x-imgix-rate-limit", "x-imgix-rate-limits");
    },
    Parameter: permissions,
  };
}

// No schema is used by both requests and responses: requests are strict, responses refuse nothing.
function SplitSchemas() {
  const references = (node) =>
    node && typeof node === "object"
      ? [...(typeof node.$ref === "string" ? [node.$ref] : []), ...Object.values(node).flatMap(references)]
      : [];
  const reachable = (root, node, seen) => {
    for (const reference of references(node)) {
      if (!seen.has(reference)) {
        seen.add(reference);
        const target = reference.slice(2).split("/").reduce((held, key) => held?.[key], root);
        reachable(root, target, seen);
      }
    }
    return seen;
  };
  return {
    Root(root, { report, location }) {
      const operations = Object.values(root.paths).flatMap((item) => Object.values(item));
      const sent = reachable(root, operations.map((operation) => operation.requestBody), new Set());
      const answered = reachable(root, operations.map((operation) => operation.responses), new Set());
      for (const reference of sent) {
        if (answered.has(reference)) {
          const name = reference.replace("#/components/schemas/", "");
          report({
            message: `The schema ${name} is used by requests and by responses; give each its own.`,
            location: location.child(["components", "schemas", name]),
          });
        }
      }
    },
  };
}

export default function contract() {
  const rules = { "known-names": KnownNames, "split-schemas": SplitSchemas };
  return { id: "contract", rules: { oas3: rules } };
}

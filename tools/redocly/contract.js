// Rules about the contract that look at several places. `redocly.yaml` has the others.

const GRADES = ["captured", "documented", "seen-in-code", "inferred"];
const JAPANESE = /[぀-ヿ一-鿿]/;
const METHODS = ["get", "post", "patch", "put", "delete"];

function operations(root) {
  return Object.values(root.paths).flatMap((item) => METHODS.filter((method) => method in item).map((m) => item[m]));
}

function resolve(root, node) {
  while (node?.$ref) node = node.$ref.slice(2).split("/").reduce((target, key) => target?.[key], root);
  return node;
}

// A permission or a rate limit that is named is in the list at the top of the document.
function KnownNames() {
  const listed = {};
  const check = (names, list, { report, location }, key) => {
    for (const name of [names ?? []].flat()) {
      if (!(name in listed[list])) {
        report({ message: `${list} has no ${name}.`, location: location.child(key) });
      }
    }
  };
  return {
    Root(root) {
      for (const list of ["x-imgix-permissions", "x-imgix-rate-limits"]) listed[list] = root[list] ?? {};
    },
    Operation(operation, context) {
      check(operation.security?.flatMap(Object.values).flat(), "x-imgix-permissions", context, "security");
      check(operation["x-imgix-rate-limit"], "x-imgix-rate-limits", context, "x-imgix-rate-limit");
    },
    Parameter(parameter, context) {
      check(parameter["x-imgix-permission"], "x-imgix-permissions", context, "x-imgix-permission");
    },
  };
}

// An operation lists the permissions that it needs as roles of the API key.
function Roles() {
  return {
    Operation(operation, { report, location }) {
      const [first, ...others] = operation.security ?? [];
      if (!first?.apiKey?.length || others.length) {
        report({ message: "The operation must list the permissions it needs, as roles of apiKey.", location });
      }
    },
  };
}

// Each part says how sure it is: an operation with one grade, or with one for each of its parts.
function Confidence() {
  const wrong = (operation) => {
    const grade = operation["x-imgix-confidence"];
    if (typeof grade !== "object" || grade === null) return !GRADES.includes(grade);
    const parts = ["path", ...(operation.requestBody ? ["body"] : []), "response"];
    return Object.keys(grade).join() !== parts.join() || Object.values(grade).some((each) => !GRADES.includes(each));
  };
  const simple = (what) => (node, { report, location }) => {
    if (!GRADES.includes(node["x-imgix-confidence"])) {
      report({ message: `The ${what} must say how sure it is, x-imgix-confidence: ${GRADES.join(", ")}.`, location });
    }
  };
  return {
    Operation(operation, { report, location }) {
      if (wrong(operation)) {
        report({ message: `x-imgix-confidence: ${GRADES.join(", ")}, or one for each part that there is.`, location });
      }
    },
    Parameter: simple("parameter"),
    NamedHeaders: { Header: simple("header") },
    NamedResponses: { Response: simple("response") },
    NamedSchemas: {
      Schema(schema, context) {
        if (context.parent === context.rawLocation || /^#\/components\/schemas\/[^/]+$/.test(context.location.pointer)) {
          simple("schema")(schema, context);
        }
      },
    },
  };
}

// Everything that a reader sees is described in English and Japanese; a field that only points to a schema is
// described there.
function BothLanguages() {
  let document;
  const described = (node) => node?.description && JAPANESE.test(node["x-description-ja"] ?? "");
  const check = (node, { report, location }) => {
    if (!described(node)) {
      report({ message: "Describe this in English and Japanese, description and x-description-ja.", location });
    }
  };
  const target = (field) => {
    const node = resolve(document, field);
    const branches = (node?.oneOf ?? []).filter((branch) => branch.type !== "null");
    return described(node) || branches.length !== 1 ? node : resolve(document, branches[0]);
  };
  return {
    Root(root) {
      document = root;
    },
    Info: check,
    Tag: check,
    Operation: check,
    Parameter: check,
    Response: check,
    Header: check,
    SecurityScheme: check,
    ExternalDocs: check,
    Schema(schema, { report, location }) {
      if (/^#\/components\/schemas\/[^/]+$/.test(location.pointer)) check(schema, { report, location });
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        // What stands in allOf may be described in the part that it narrows.
        const narrowed = (schema.allOf ?? []).some((part) => resolve(document, part)?.properties?.[name]);
        if (!narrowed) check(target(field), { report, location: location.child(["properties", name]) });
      }
    },
  };
}

// No schema has `default`: generated clients send it.
function NoDefaults() {
  return {
    Schema(schema, { report, location }) {
      if ("default" in schema) {
        report({ message: "Generated clients send `default`; use x-imgix-default.", location: location.child("default") });
      }
    },
  };
}

// Every document and every deployment has an example.
function Examples() {
  return {
    Root(root, { report, location }) {
      for (const [name, schema] of Object.entries(root.components?.schemas ?? {})) {
        const kept = /Document$|.Deployment(Update)?$/.test(name);
        if (kept && !("example" in schema)) {
          report({ message: `${name} needs an example.`, location: location.child(["components", "schemas", name]) });
        }
      }
    },
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
        reachable(root, resolve(root, { $ref: reference }), seen);
      }
    }
    return seen;
  };
  return {
    Root(root, { report, location }) {
      const all = operations(root);
      const requests = reachable(root, all.map((operation) => operation.requestBody), new Set());
      const responses = reachable(root, all.map((operation) => operation.responses), new Set());
      for (const reference of requests) {
        if (responses.has(reference)) {
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
  const rules = {
    "known-names": KnownNames,
    roles: Roles,
    confidence: Confidence,
    "both-languages": BothLanguages,
    "no-defaults": NoDefaults,
    examples: Examples,
    "split-schemas": SplitSchemas,
  };
  return { id: "contract", rules: { oas3: rules } };
}

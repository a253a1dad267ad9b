// What openapi-typescript makes of the document, used with openapi-fetch: one call.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

declare const process: { argv: string[] };
type Deployment = components["schemas"]["SourceCreateAttributes"]["deployment"];

// The discriminator tells the deployments apart.
function bucket(deployment: Deployment): string {
  return deployment.type === "s3" ? deployment.s3_bucket : deployment.type;
}

const [, , baseUrl, key] = process.argv;
const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${key}` } });
const deployment: Deployment = {
  type: "s3",
  imgix_subdomains: ["typed"],
  s3_access_key: "a",
  s3_secret_key: "s",
  s3_bucket: "images",
};
const { data, error } = await client.POST("/api/v1/sources", {
  body: { data: { type: "sources", attributes: { name: "Typed", deployment } } },
});
if (error) throw new Error(error.errors?.[0]?.detail ?? "no detail");
console.log(JSON.stringify([data?.data?.attributes?.name, bucket(deployment)]));

// A list is an array, and nothing else.
export function names(page: components["schemas"]["SourceListDocument"]): string[] {
  return (page.data ?? []).map((source) => source.attributes?.name ?? "");
}

export const wrong: components["schemas"]["PurgeCreateAttributes"] = {
  url: "https://shop-example.imgix.net/cats/tom.jpg",
  // @ts-expect-error It is true or left out.
  sub_image: false,
};

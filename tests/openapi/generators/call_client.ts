// What oazapfts makes of the copy in OpenAPI 3.0: one call, and an upload that is only compiled.
import { addAsset, createSource, defaults, uploadAsset } from "./client.js";

declare const process: { argv: string[] };
const [, , base, key] = process.argv;
defaults.baseUrl = base;
defaults.headers = { Authorization: `Bearer ${key}` };

const created = await createSource({
  data: {
    type: "sources",
    attributes: {
      name: "Generated",
      deployment: { type: "webfolder", imgix_subdomains: ["generated"], webfolder_base_url: "https://img.example/" },
    },
  },
});
if ("errors" in created.data) throw new Error(JSON.stringify(created));
const attributes = created.data.data?.attributes;
console.log(JSON.stringify([attributes?.name, attributes?.deployment?.type]));

export async function upload(sourceId: string, bytes: Blob): Promise<string | null | undefined> {
  const added = await addAsset(sourceId, "tim.jpg");
  if (added.status === 202 || added.status === 409) console.log("It is there, or it will be.");
  const uploaded = await uploadAsset(sourceId, "tom.jpg", bytes, { overwrite: true });
  return "errors" in uploaded.data ? null : uploaded.data.data?.attributes?.origin_path;
}

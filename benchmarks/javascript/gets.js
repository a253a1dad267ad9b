// 1,000 GETs with the official client, one after the other: node gets.js URL PATH COUNT
// Prints the seconds they took: as the client is, and with an agent that keeps the connection.
const http = require('http');
const [url, path, count] = process.argv.slice(2);

// The client knows one host only. Nothing but that is changed.
require('imgix-management-js/src/constants').API_URL = url;
const ImgixAPI = require('imgix-management-js');

async function seconds(options) {
  const client = new ImgixAPI({ apiKey: 'key' });
  const run = async (times) => {
    for (let number = 0; number < times; number++) await client.request(path, options);
  };
  await run(50); // warm up
  const begun = process.hrtime.bigint();
  await run(Number(count));
  return Number(process.hrtime.bigint() - begun) / 1e9;
}

(async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  console.log(JSON.stringify({ default: await seconds({}), keepAlive: await seconds({ agent }) }));
  agent.destroy();
})();

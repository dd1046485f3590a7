// embed.html?exercise=4: one exercise for a frame in another page; see docs/web.md.

const { exercises } = JSON.parse(document.querySelector("#page").textContent);
const wanted = new URLSearchParams(location.search).get("exercise") ?? "1";
const found = exercises.find(({ number, name, stem }) => [String(number), name, stem].includes(wanted));
if (found) location.replace(`${found.address}?embed`);
else document.querySelector("#announce").textContent = `This course has no exercise ${wanted}.`;

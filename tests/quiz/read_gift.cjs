// Reads GIFT from standard input with gift-pegjs and writes what it understood as JSON.
const gift = require("gift-pegjs");
const text = require("fs").readFileSync(0, "utf8");
process.stdout.write(JSON.stringify(gift.parse(text)));

// Reads the dates of tests/AdvocacyBot.Tests/Mobilizations/Samples with the bot and with chrono-node, and counts.
// Run in this folder: npm ci --ignore-scripts && node compare.mjs [--list]
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as chrono from "chrono-node";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const samples = ["dates.jsonl", "dates-more.jsonl"].flatMap(file =>
  readFileSync(`${root}tests/AdvocacyBot.Tests/Mobilizations/Samples/${file}`, "utf8").trim().split("\n").map(line => expectation(JSON.parse(line))));

/** What each sample means: the times that are right, and whether holding back is right too. */
function expectation(sample) {
  const accept = sample.accept ?? (sample.outcome === "read" ? [sample.start] : ["ask"]);
  return { ...sample, times: accept.filter(time => time !== "ask"), mayHold: accept.includes("ask") };
}

/** Both parsers give {outcome: read | ask | refuse, start: local time, utc}. */
function bot(all) {
  const lines = all.map(s => JSON.stringify({ id: s.id, lang: s.lang, text: s.in, now: s.now, zone: s.zone })).join("\n");
  const run = spawnSync("dotnet", ["run", "--project", `${root}src/AdvocacyBot`, "--", "announce", "--dry-run", "-", "--json"],
    { input: lines, encoding: "utf8", maxBuffer: 1 << 26 });
  if (run.status !== 0)
    throw new Error(run.stderr);
  return run.stdout.trim().split("\n").map(line => JSON.parse(line))
    .map(read => ({ ...read, utc: read.start && instantOf(read.start, read.zone) }));
}

/** A date or a time of day that chrono only implies counts as a refusal: whoever calls it can see that. */
function peer(sample) {
  const now = new Date(sample.now);
  const reference = { instant: now, timezone: offsetOf(now, sample.zone) };
  const start = chrono[sample.lang].parse(sample.in, reference, { forwardDate: true })[0]?.start;
  if (!start || !start.isCertain("hour") || !(start.isCertain("day") || start.isCertain("weekday")))
    return { outcome: "refuse" };
  const pad = name => String(start.get(name)).padStart(2, "0");
  const local = `${start.get("year")}-${pad("month")}-${pad("day")}T${pad("hour")}:${pad("minute")}`;
  const utc = start.isCertain("timezoneOffset") ? start.date().toISOString().slice(0, 16) : instantOf(local, sample.zone);
  return { outcome: "read", start: local, utc };
}

function judge(sample, read) {
  if (read.outcome !== "read")
    return sample.times.length === 0 ? "right" : read.outcome === "ask" ? "asked" : "refused";
  return sample.times.includes(read.start) && (!sample.utc || sample.utc === read.utc) ? "right" : "wrong";
}

/** Minutes by which a zone is ahead of UTC. */
function offsetOf(instant, zone) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(instant).map(part => [part.type, Number(part.value)]));
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
  return Math.round((local - instant.getTime()) / 60_000);
}

function instantOf(local, zone) {
  const guess = new Date(`${local}Z`);
  const once = new Date(guess.getTime() - offsetOf(guess, zone) * 60_000);
  return new Date(guess.getTime() - offsetOf(once, zone) * 60_000).toISOString().slice(0, 16);
}

function table(title, all, verdicts) {
  console.log(`\n${title}\n| language | dates | bot: right | asked | refused | wrong | chrono-node: right | asked | refused | wrong |`);
  console.log(`|---|${"---|".repeat(9)}`);
  for (const language of ["en", "fr", "es", "all"]) {
    const rows = all.map((sample, i) => [sample, verdicts[i]]).filter(([sample]) => language === "all" || sample.lang === language);
    const count = (who, verdict) => rows.filter(([, both]) => both[who] === verdict).length;
    const cells = ["bot", "peer"].flatMap(who => ["right", "asked", "refused", "wrong"].map(verdict => count(who, verdict)));
    console.log(`| ${language} | ${rows.length} | ${cells.join(" | ")} |`);
  }
}

const started = performance.now();
const reads = { bot: bot(samples), peer: samples.map(peer) };
const verdicts = samples.map((sample, i) => ({ bot: judge(sample, reads.bot[i]), peer: judge(sample, reads.peer[i]) }));
const split = keep => [samples.filter(keep), verdicts.filter((_, i) => keep(samples[i]))];
table("Dates with a reading", ...split(sample => sample.times.length > 0));
table("Dates that must be asked about or refused (right: asked or refused)", ...split(sample => sample.times.length === 0));
console.log(`\n${samples.length} dates in ${Math.round(performance.now() - started)} ms`);
if (process.argv.includes("--list"))
  samples.forEach((sample, i) => verdicts[i].bot !== "right" && console.log(sample.id, verdicts[i].bot, sample.in, reads.bot[i].start ?? reads.bot[i].readings));

// Reads dates with chrono-node: one JSON object a line from standard input, {"lang","in","now","offset"}, where offset is the zone's
// from UTC in minutes at that moment. Writes the local time that it reads, and the offset if the text names a zone; null if it holds back.
import { readFileSync } from "node:fs";
import * as chrono from "chrono-node";

for (const line of readFileSync(0, "utf8").trim().split("\n")) {
  const sample = JSON.parse(line);
  const reference = { instant: new Date(sample.now), timezone: sample.offset };
  const start = chrono[sample.lang].parse(sample.in, reference, { forwardDate: true })[0]?.start;
  // A date or a time of day that is only implied counts as holding back: whoever calls it can see that.
  const isRead = start?.isCertain("hour") && (start.isCertain("day") || start.isCertain("weekday"));
  const pad = name => String(start.get(name)).padStart(2, "0");
  console.log(JSON.stringify(isRead
    ? {
        start: `${start.get("year")}-${pad("month")}-${pad("day")}T${pad("hour")}:${pad("minute")}`,
        utc: start.isCertain("timezoneOffset") ? start.date().toISOString().slice(0, 16) : null,
      }
    : { start: null, utc: null }));
}

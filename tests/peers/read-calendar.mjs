// Reads an iCalendar file from standard input with ical.js and writes its events as one JSON array.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map(component => {
  const event = new ICAL.Event(component);
  const instant = time => time.toJSDate().toISOString().slice(0, 16);
  return {
    uid: event.uid,
    title: event.summary,
    place: event.location,
    text: event.description ?? "",
    start: instant(event.startDate),
    end: instant(event.endDate),
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
    alarms: component.getAllSubcomponents("valarm").map(alarm => alarm.getFirstPropertyValue("trigger").toSeconds() / 60).sort((a, b) => a - b),
  };
});
console.log(JSON.stringify(events));

"""Reads an iCalendar file from standard input with Python's icalendar and writes its events as one JSON array."""
import datetime
import json
import sys

from icalendar import Calendar


def instant(value):
    return value.dt.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M")


def read(event):
    if event.errors:
        raise ValueError(event.errors)
    return {
        "uid": str(event["uid"]),
        "title": str(event["summary"]),
        "place": str(event["location"]),
        "text": str(event.get("description", "")),
        "start": instant(event["dtstart"]),
        "end": instant(event["dtend"]),
        "sequence": int(event["sequence"]),
        "status": str(event["status"]),
        "alarms": sorted(int(alarm["trigger"].dt.total_seconds() // 60) for alarm in event.walk("valarm")),
    }


calendar = Calendar.from_ical(sys.stdin.buffer.read())
print(json.dumps([read(event) for event in calendar.walk("vevent")]))

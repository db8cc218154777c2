// Drives clients of matrix-js-sdk, which Element Web is built on, one JSON object per line on standard input and output.
// A request is {"id", "op", "machine", …}, where "machine" names a client; an answer is {"id", "result"} or {"id", "error"}.
import { createInterface } from "node:readline";

// Node 20 lacks this function, which the SDK uses.
Promise.withResolvers ??= function () {
    let resolve, reject;
    const promise = new this((a, b) => {
        resolve = a;
        reject = b;
    });
    return { promise, resolve, reject };
};

// The SDK logs to standard output, which belongs to the protocol.
for (const level of ["log", "info", "debug", "warn", "trace"]) console[level] = () => {};
const sdk = await import("matrix-js-sdk");

const clients = new Map();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(find) {
    for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
        const found = find();
        if (found) return found;
    }
    throw new Error("It did not appear in time.");
}

const eventsIn = (client, room) => {
    const known = client.getRoom(room);
    return known ? [...known.getLiveTimeline().getEvents(), ...known.getThreads().flatMap((thread) => thread.events)] : [];
};

const shown = (event) => ({
    message: event.getId(),
    body: event.getContent().body ?? null,
    kind: event.getContent().msgtype ?? null,
    thread: event.threadRootId ?? null,
    replyTo: event.replyEventId ?? null,
    edited: event.replacingEvent() != null,
});

const operations = {
    async create(_, { machine, homeserver, user, token }) {
        const client = sdk.createClient({ baseUrl: homeserver, userId: user, accessToken: token });
        clients.set(machine, client);
        await client.startClient({ initialSyncLimit: 20, threadSupport: true });
        await until(() => client.isInitialSyncComplete());
        return true;
    },
    async say(client, { room, thread, content }) {
        return (await client.sendMessage(room, thread ?? null, content)).event_id;
    },
    async react(client, { room, message, key }) {
        const relation = { rel_type: "m.annotation", event_id: message, key };
        return (await client.sendEvent(room, "m.reaction", { "m.relates_to": relation })).event_id;
    },
    async redact(client, { room, message }) {
        return (await client.redactEvent(room, message)).event_id;
    },
    async wait(client, { room, sender, start }) {
        return shown(await until(() => eventsIn(client, room).find((event) =>
            event.getSender() === sender && !event.isRedacted() && event.getContent().body?.startsWith(start))));
    },
    async redacted(client, { room, message }) {
        await until(() => eventsIn(client, room).some((event) => event.getId() === message && event.isRedacted()));
        return true;
    },
    async reactions(client, { room, message, count }) {
        const offered = () => (client.getRoom(room)?.relations.getChildEventsForEvent(message, "m.annotation", "m.reaction")?.getSortedAnnotationsByKey() ?? [])
            .map(([key]) => key);
        return await until(() => (offered().length >= count ? offered() : null));
    },
    async echo(client, { room }) {
        client.on(sdk.RoomEvent.Timeline, (event, known, toStart, removed, data) => {
            if (known?.roomId === room && data.liveEvent && event.getType() === "m.room.message" && event.getSender() !== client.getUserId())
                client.sendNotice(room, event.getContent().body);
        });
        return true;
    },
    async unread(client, { room }) {
        const known = client.getRoom(room);
        return { total: known.getRoomUnreadNotificationCount("total"), highlight: known.getRoomUnreadNotificationCount("highlight") };
    },
};

for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try {
        answer = { id: request.id, result: await operations[request.op](clients.get(request.machine), request) };
    } catch (error) {
        answer = { id: request.id, error: String(error?.message ?? error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
}

for (const client of clients.values()) client.stopClient();
process.exit(0);

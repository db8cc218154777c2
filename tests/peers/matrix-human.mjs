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
const { OnlySignedDevicesIsolationMode } = await import("matrix-js-sdk/lib/crypto-api/index.js");
const { Attachment, EncryptedAttachment, initAsync } = await import("@matrix-org/matrix-sdk-crypto-wasm");

const clients = new Map();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(find) {
    for (const end = Date.now() + 100_000; Date.now() < end; await pause(50)) {
        const found = find();
        if (found) return found;
    }
    throw new Error("It did not appear in time.");
}

const eventsIn = (client, room) => {
    const known = client.getRoom(room);
    return known ? [...known.getLiveTimeline().getEvents(), ...known.getThreads().flatMap((thread) => thread.events)] : [];
};

// The first device of a person makes their identity; the homeserver may ask for the password.
const makeIdentity = (client, user, password) => client.getCrypto().bootstrapCrossSigning({
    setupNewCrossSigning: true,
    async authUploadDeviceSigningKeys(make) {
        try {
            return await make(null);
        } catch (error) {
            if (error.httpStatus !== 401) throw error;
            return await make({ type: "m.login.password", identifier: { type: "m.id.user", user }, password, session: error.data.session });
        }
    },
});

// The recovery key of the secret storage that a client has made last.
let storageKey = null;
const cryptoCallbacks = { getSecretStorageKey: async ({ keys }) => [Object.keys(keys)[0], storageKey] };

// 0 is the shield of an event that is what it seems; an event that is not encrypted has none.
const shieldOf = async (client, event) => (await client.getCrypto()?.getEncryptionInfoForEvent(event))?.shieldColour ?? null;

const shown = (event) => ({
    message: event.getId(),
    body: event.getContent().body ?? null,
    kind: event.getContent().msgtype ?? null,
    thread: event.threadRootId ?? null,
    replyTo: event.replyEventId ?? null,
    edited: event.replacingEvent() != null,
});

const operations = {
    async create(_, { machine, homeserver, user, token, device, password, strict }) {
        const client = sdk.createClient({ baseUrl: homeserver, userId: user, accessToken: token, deviceId: device ?? undefined, cryptoCallbacks });
        clients.set(machine, client);
        if (device) {
            await client.initRustCrypto({ useIndexedDB: false });
            if (strict) client.getCrypto().setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
            if (password) await makeIdentity(client, user, password);
        }
        await client.startClient({ initialSyncLimit: 20, threadSupport: true });
        await until(() => client.isInitialSyncComplete());
        return true;
    },
    async say(client, { room, thread, content }) {
        try {
            return (await client.sendMessage(room, thread ?? null, content)).event_id;
        } catch (error) {
            // The homeserver's copy of the message came before its answer, and the SDK cannot match them in a thread. It is sent.
            if (!error.message?.includes("not a local echo")) throw error;
            return (await until(() => eventsIn(client, room).findLast((event) =>
                event.getSender() === client.getUserId() && event.getId().startsWith("$") && event.getContent().body === content.body))).getId();
        }
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
    async read(client, { room, sender, text, anywhere }) {
        const event = await until(() => eventsIn(client, room).find((event) => event.getSender() === sender && !event.isRedacted()
            && (anywhere ? event.getContent().body?.includes(text) : event.getContent().body?.startsWith(text))));
        return { ...shown(event), encrypted: event.isEncrypted(), type: event.getWireType(), shield: await shieldOf(client, event), session: event.getWireContent().session_id ?? null, content: event.getContent() };
    },
    // What the client cannot read, with the reason.
    async unreadable(client, { room, sender }) {
        return eventsIn(client, room).filter((event) => event.getSender() === sender && event.isDecryptionFailure())
            .map((event) => ({ message: event.getId(), reason: event.decryptionFailureReason }));
    },
    // The shields of everything that somebody wrote in a room.
    async shields(client, { room, sender }) {
        const events = eventsIn(client, room).filter((event) => event.getSender() === sender && event.getType() === "m.room.message" && !event.isRedacted());
        return await Promise.all(events.map((event) => shieldOf(client, event)));
    },
    async conversation(client, { sender }) {
        const invited = await until(() => client.getRooms().find((known) =>
            known.getMyMembership() === "invite" && known.getDMInviter() === sender));
        await client.joinRoom(invited.roomId);
        await until(() => client.getRoom(invited.roomId)?.getMyMembership() === "join");
        return { room: invited.roomId, encrypted: await client.getCrypto().isEncryptionEnabledInRoom(invited.roomId) };
    },
    async join(client, { room }) {
        await client.joinRoom(room);
        await until(() => client.getRoom(room)?.getMyMembership() === "join");
        return true;
    },
    async joined(client, { room, user }) {
        await until(() => client.getRoom(room)?.getMember(user)?.membership === "join");
        return true;
    },
    // Signs another device of the same person, as after a verification.
    async sign(client, { device }) {
        const own = client.getUserId();
        while (!(await client.getCrypto().getUserDeviceInfo([own], true)).get(own)?.has(device)) await pause(50);
        await client.getCrypto().crossSignDevice(device);
        return true;
    },
    async resetIdentity(client, { password }) {
        await makeIdentity(client, client.getUserId(), password);
        return true;
    },
    // Stores the identity under a recovery key, as Element does, and returns the key.
    async recoveryKey(client, { password }) {
        const key = await client.getCrypto().createRecoveryKeyFromPassphrase();
        storageKey = key.privateKey;
        await client.getCrypto().bootstrapSecretStorage({ createSecretStorageKey: async () => key, setupNewSecretStorage: true });
        return key.encodedPrivateKey;
    },
    async devices(client, { user }) {
        const known = (await client.getCrypto().getUserDeviceInfo([user], true)).get(user) ?? new Map();
        return await Promise.all([...known.keys()].map(async (id) => ({
            id, signed: (await client.getCrypto().getDeviceVerificationStatus(user, id))?.signedByOwner ?? false,
        })));
    },
    async file(client, { room, sender, name }) {
        const event = await until(() => eventsIn(client, room).find((event) => event.getSender() === sender && event.getContent().filename === name));
        const { file, url } = event.getContent();
        const address = client.mxcUrlToHttp(file?.url ?? url, undefined, undefined, undefined, false, true, true);
        const response = await fetch(address, { headers: { Authorization: `Bearer ${client.getAccessToken()}` } });
        const bytes = new Uint8Array(await response.arrayBuffer());
        if (!file) return { encrypted: false, text: Buffer.from(bytes).toString() };
        await initAsync();
        const text = Attachment.decrypt(new EncryptedAttachment(bytes, JSON.stringify(file)));
        return { encrypted: true, text: Buffer.from(text).toString() };
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

// Drives OlmMachines of matrix-js-sdk's Rust crypto (vodozemac), one JSON object per line on standard input and output.
// A request is {"id", "op", "machine", …}; an answer is {"id", "result"} or {"id", "error"}.
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

const crypto = await import("@matrix-org/matrix-sdk-crypto-wasm");
const { decodeRecoveryKey, encodeRecoveryKey } = await import("matrix-js-sdk/lib/crypto-api/recovery-key.js");
await crypto.initAsync();

const machines = new Map();
const user = (id) => new crypto.UserId(id);
const room = (id) => new crypto.RoomId(id);
const outgoing = (request) => ({
    id: request.id ?? null,
    type: request.type ?? null,
    eventType: request.event_type ?? null,
    transaction: request.txn_id ?? null,
    body: request.body,
});

const operations = {
    async create({ machine, userId, deviceId }) {
        const created = await crypto.OlmMachine.initialize(user(userId), new crypto.DeviceId(deviceId));
        machines.set(machine, created);
        return { curve25519: created.identityKeys.curve25519.toBase64(), ed25519: created.identityKeys.ed25519.toBase64() };
    },
    async requests(m) {
        return (await m.outgoingRequests()).map(outgoing);
    },
    async answer(m, { requestId, type, response }) {
        return await m.markRequestAsSent(requestId, type, response);
    },
    async bootstrap(m) {
        const requests = await m.bootstrapCrossSigning(false);
        return {
            keys: requests.uploadKeysRequest ? outgoing(requests.uploadKeysRequest) : null,
            signing: requests.uploadSigningKeysRequest.body,
            signatures: outgoing(requests.uploadSignaturesRequest),
        };
    },
    async exportSeeds(m) {
        const seeds = await m.exportCrossSigningKeys();
        return { master: seeds.masterKey, selfSigning: seeds.self_signing_key, userSigning: seeds.userSigningKey };
    },
    async track(m, { users }) {
        await m.updateTrackedUsers(users.map(user));
        return true;
    },
    async sync(m, { events, changed, left, counts, unusedFallback }) {
        const lists = new crypto.DeviceLists(changed.map(user), left.map(user));
        const received = await m.receiveSyncChanges(events, lists, new Map(Object.entries(counts)), new Set(unusedFallback));
        return received.length;
    },
    async claim(m, { users }) {
        const request = await m.getMissingSessions(users.map(user));
        return request ? outgoing(request) : null;
    },
    async share(m, { roomId, users, messages }) {
        const settings = new crypto.EncryptionSettings();
        settings.sharingStrategy = crypto.CollectStrategy.identityBasedStrategy();
        if (messages) settings.rotationPeriodMessages = BigInt(messages);
        return (await m.shareRoomKey(room(roomId), users.map(user), settings)).map(outgoing);
    },
    async encrypt(m, { roomId, eventType, content }) {
        return await m.encryptRoomEvent(room(roomId), eventType, content);
    },
    async decrypt(m, { roomId, event }) {
        const settings = new crypto.DecryptionSettings(crypto.TrustRequirement.CrossSigned);
        const decrypted = await m.decryptRoomEvent(event, room(roomId), settings);
        return { event: decrypted.event, shield: crypto.ShieldColor[decrypted.shieldState(false).color] };
    },
    async isSigned(m, { userId, deviceId }) {
        const device = await m.getDevice(user(userId), new crypto.DeviceId(deviceId));
        return device?.isCrossSignedByOwner() ?? false;
    },
    async encryptFile(_, { data }) {
        const file = crypto.Attachment.encrypt(Buffer.from(data, "base64"));
        return { data: Buffer.from(file.encryptedData).toString("base64"), info: file.mediaEncryptionInfo };
    },
    async decryptFile(_, { data, info }) {
        const file = new crypto.EncryptedAttachment(Buffer.from(data, "base64"), info);
        return Buffer.from(crypto.Attachment.decrypt(file)).toString("base64");
    },
    async recoveryKey(_, { key }) {
        const encoded = encodeRecoveryKey(Buffer.from(key, "base64"));
        return { encoded, decoded: Buffer.from(decodeRecoveryKey(encoded)).toString("base64") };
    },
    async storeSecret(_, { key, name, secret }) {
        const { default: encrypt } = await import("matrix-js-sdk/lib/utils/encryptAESSecretStorageItem.js");
        return JSON.stringify(await encrypt(secret, Buffer.from(key, "base64"), name));
    },
    // Time for count encryptions and decryptions of one room message, in microseconds each.
    async benchmark(m, { other, roomId, sender, count }) {
        const reader = machines.get(other);
        const settings = new crypto.DecryptionSettings(crypto.TrustRequirement.Untrusted);
        const content = JSON.stringify({ msgtype: "m.text", body: "x".repeat(200) });
        const events = [];
        let start = performance.now();
        for (let i = 0; i < count; i++) {
            const encrypted = JSON.parse(await m.encryptRoomEvent(room(roomId), "m.room.message", content));
            events.push(JSON.stringify({ event_id: `$${i}`, sender, type: "m.room.encrypted", origin_server_ts: i, content: encrypted }));
        }
        const encrypt = ((performance.now() - start) * 1000) / count;
        start = performance.now();
        for (const event of events) await reader.decryptRoomEvent(event, room(roomId), settings);
        return { encrypt, decrypt: ((performance.now() - start) * 1000) / count };
    },
};

for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try {
        const operation = operations[request.op];
        const machine = request.op === "create" ? request : machines.get(request.machine);
        answer = { id: request.id, result: await operation(machine, request) };
    } catch (error) {
        answer = { id: request.id, error: String(error?.message ?? error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
}

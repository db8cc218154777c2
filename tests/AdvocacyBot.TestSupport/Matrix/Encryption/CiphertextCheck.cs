using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.TestSupport.Matrix.Encryption;

/// <summary>
/// Watches ciphertexts as a homeserver could: two different ones under the same message key are a two-time pad. A repetition of the
/// same ciphertext is harmless.
/// </summary>
internal sealed class CiphertextCheck
{
    private readonly Dictionary<string, string> seen = [];

    public int Count => seen.Count;

    public List<string> ReusedKeys { get; } = [];

    public List<string> Plaintexts { get; } = [];

    public void RoomEvent(string content)
    {
        var json = JsonNode.Parse(content)!.AsObject();
        if ((string?)json["algorithm"] != OlmAccount.MegolmAlgorithm || (string?)json["ciphertext"] is not { } ciphertext)
        {
            Plaintexts.Add(content);
            return;
        }

        var message = MegolmMessage.Decode(UnpaddedBase64.Decode(ciphertext));
        Note($"{json["session_id"]} {message.Index}", ciphertext);
    }

    public void ToDevice(JsonObject body)
    {
        foreach (var (_, devices) in body["messages"]!.AsObject())
        {
            foreach (var (_, content) in devices!.AsObject())
            {
                foreach (var (key, entry) in content!["ciphertext"]?.AsObject() ?? [])
                    Olm(key, (int)entry!["type"]!, (string)entry["body"]!);
            }
        }
    }

    private void Olm(string recipient, int type, string body)
    {
        var bytes = UnpaddedBase64.Decode(body);
        var message = type == OlmCiphertext.PreKey ? OlmPreKeyMessage.Decode(bytes).Message : OlmMessage.Decode(bytes);
        Note($"{recipient} {message.RatchetKey} {message.ChainIndex}", body);
    }

    private void Note(string messageKey, string ciphertext)
    {
        if (!seen.TryAdd(messageKey, ciphertext) && seen[messageKey] != ciphertext)
            ReusedKeys.Add(messageKey);
    }
}
